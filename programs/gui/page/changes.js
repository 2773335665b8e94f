// SPDX-License-Identifier: BSD-3-Clause
// changes.js - where a change goes among the others, so that each path still means what it meant.
//
// Changes are applied one after the other, and connections have no names but what they join, which
// other connections may join, too, and which a change may change. So the page keeps them thus:
// first the values, whose paths are those of the model without changes, then what makes, renames or
// removes connections, each by the name that holds there. In the page a connection has one address
// for good: connections[NAME] or connections[PLACE] as in the model without changes, or
// connections[+0], the first that was added.
'use strict';

L.changes = (() => {
    const parts = ['from', 'to', 'receptor', 'location'];
    const nameOf = c => c.from + '>' + c.to + ':' + c.receptor + '@' + c.location;
    const cut = path => path.match(/^connections\[([^\]]*)\](?:\.(.*))?$/);

    // Does a pattern with * fit a text?
    const fits = (pattern, text) => new RegExp('^' + pattern.split('*').map(part =>
        part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*') + '$').test(text);
    const wanted = inside => inside.match(/^([^>]+)(?:>([^:]+)(?::([^@]+)(?:@(.+))?)?)?$/);
    // The connections of a list that the text in brackets names.
    function named(list, inside) {
        if (/^\d+$/.test(inside)) return list[+inside] ? [list[+inside]] : [];
        const pattern = wanted(inside) || [];
        return list.filter(one => parts.every((part, i) =>
            !pattern[i + 1] || fits(pattern[i + 1], String(one.c[part]))));
    }
    // The name that the next change may use. Drives are renamed, and populations, though by hand
    // alone; `model` and `changes` say whose names stay.
    function address(list, one, model, changes) {
        const name = nameOf(one.c), populations = model.populations || {};
        const isName = populations[one.c.from] && !changes.some(([path]) =>
            /^populations\.[^.]+\.name$/.test(path)) &&
            list.filter(other => nameOf(other.c) === name).length === 1;
        return 'connections[' + (isName ? name : list.indexOf(one)) + ']';
    }
    // Takes a renamed drive or population for what it is called now.
    function rename(list, path, value) {
        const at = path.match(/^(?:drives|populations)\.([^.]+)\.name$/);
        if (!at) return;
        for (const {c} of list) {
            if (c.from === at[1]) c.from = value;
            if (c.to === at[1]) c.to = value;
        }
    }
    const isStructure = (path, value) => {
        const at = cut(path);
        return !!at && (at[1] === '+' || parts.includes(at[2]) || (!at[2] && value === 'null'));
    };

    // ---- the connections of an experiment ------------------------------------------------------
    // {list: [{address, c, base: place in the model or -1}], values: changes of values, acts: [{is:
    // 'add', 'name', 'remove', ones, key, value}]}. `model`: the network without changes.
    function read(model, changes) {
        const list = (model.connections || []).map((c, base) => ({c: {...c}, base}));
        list.forEach(one => { one.address = address(list, one, model, changes); });
        const values = [], acts = [];
        for (const [path, value] of changes) {
            const at = cut(path);
            if (!isStructure(path, value)) {
                if (at && acts.length > 0) late(at, value, list, values, acts);
                else values.push([path, value]);
                rename(list, path, value);
            } else if (at[1] === '+') {
                const one = {c: JSON.parse(value), base: -1};
                one.address = 'connections[+' + acts.filter(act => act.is === 'add').length + ']';
                list.push(one);
                acts.push({is: 'add', ones: [one], value});
            } else {
                const ones = named(list, at[1]);
                acts.push(at[2] ? {is: 'name', ones, key: at[2], value} : {is: 'remove', ones});
                if (at[2]) ones.forEach(one => { one.c[at[2]] = value; });
                else ones.forEach(one => list.splice(list.indexOf(one), 1));
            }
        }
        return {list, values, acts};
    }

    // A value behind acts, as others write them: it goes where the page keeps it.
    function late(at, value, list, values, acts) {
        for (const one of named(list, at[1])) {
            if (one.base >= 0) values.push([one.address + '.' + at[2], value]);
            else keep(acts.find(act => act.is === 'add' && act.ones[0] === one), at[2], value);
        }
    }

    // The changes that these acts are, behind those of values.
    function write(model, values, acts) {
        const now = (model.connections || []).map((c, base) => ({c: {...c}, base}));
        const made = new Map(), changes = [...values];
        values.forEach(([path, value]) => rename(now, path, value));
        const of = one => one.base >= 0 ? now.find(other => other.base === one.base)
            : made.get(one);
        for (const act of acts) {
            if (act.is === 'add') {
                const one = {c: JSON.parse(act.value), base: -1};
                made.set(act.ones[0], one);
                now.push(one);
                changes.push(['connections[+]', act.value]);
                continue;
            }
            for (const one of act.ones.map(of).filter(is => now.includes(is))) {
                const path = address(now, one, model, changes);
                if (act.is === 'name') one.c[act.key] = act.value;
                else now.splice(now.indexOf(one), 1);
                changes.push(act.is === 'name' ? [path + '.' + act.key, act.value]
                    : [path, 'null']);
            }
        }
        return changes;
    }

    // ---- values --------------------------------------------------------------------------------
    // Does the path of a change, which may have * and parts left out, lead to this path?
    function covers(pattern, path) {
        if (pattern === path) return true;
        const a = cut(pattern), b = cut(path);
        if (a && b) {
            const first = a[1].split(/[>:@]/), second = b[1].split(/[>:@]/);
            return first.every((part, i) => fits(part, second[i] || '')) && a[2] === b[2];
        }
        return pattern.includes('*') && fits(pattern, path) &&
            pattern.split('.').length === path.split('.').length;
    }

    // What a field of an added connection makes of its text: a quantity keeps its unit.
    function valueOf(was, key, text) {
        const number = Number(text), units = {threshold: 'mV', lamtha: 'grid'};
        const unit = Array.isArray(was) ? was[1] : units[key];
        if (text === 'true' || text === 'false') return text === 'true';
        if (text === '' || !Number.isFinite(number)) return text;
        return unit ? [number, unit] : number;
    }

    function keep(added, key, value) {
        const whole = JSON.parse(added.value);
        if (value === null || value === 'null') delete whole[key];
        else whole[key] = valueOf(whole[key], key, value);
        added.value = JSON.stringify(whole);
    }

    // Whether a text says what the model has: 170.0 is 170.
    const isAsBefore = (was, text) => !!was && (was.value === text ||
        (text !== '' && was.value !== '' && Number(was.value) === Number(text)));

    // Sets a value of the experiment `next`; null takes the change back. `was`: the model's row.
    function put(model, next, path, value, was) {
        const at = cut(path), has = read(model, next.changes);
        if (at && (at[1].startsWith('+') || parts.includes(at[2]))) {
            const one = has.list.find(other => other.address === 'connections[' + at[1] + ']');
            const added = has.acts.find(act => act.is === 'add' && act.ones[0] === one);
            if (added) {
                keep(added, at[2], value);
            } else if (one) {
                has.acts = has.acts.filter(act => !(act.is === 'name' && act.key === at[2] &&
                    act.ones.length === 1 && act.ones[0] === one));
                if (value !== null && !isAsBefore(was, value)) {
                    has.acts.push({is: 'name', ones: [one], key: at[2], value});
                }
            }
        } else {
            has.values = has.values.filter(([other]) => other !== path &&
                !(path.includes('*') && covers(path, other)));
            const isCovered = has.values.some(([pattern]) => covers(pattern, path));
            const text = value !== null ? String(value) : isCovered && was ? was.value : null;
            if (text !== null && (isCovered || !isAsBefore(was, text))) {
                has.values.push([path, text]);
            }
        }
        next.changes = write(model, has.values, has.acts);
    }

    // ---- connections that come and go ----------------------------------------------------------
    function add(model, next, connection) {
        const has = read(model, next.changes);
        has.acts.push({is: 'add', ones: [{base: -1}], value: JSON.stringify(connection)});
        next.changes = write(model, has.values, has.acts);
    }
    // What was changed of one that goes is forgotten.
    function remove(model, next, addresses) {
        const has = read(model, next.changes);
        for (const one of has.list.filter(other => addresses.includes(other.address))) {
            has.values = has.values.filter(([path]) => !path.startsWith(one.address + '.'));
            has.acts = has.acts.filter(act => act.ones.length !== 1 || act.ones[0] !== one);
            if (one.base >= 0) has.acts.push({is: 'remove', ones: [one]});
        }
        next.changes = write(model, has.values, has.acts);
    }
    // Takes the k-th change of the experiment back; those after it keep their meaning.
    function takeBack(model, next, k) {
        const has = read(model, next.changes);
        const place = next.changes.slice(0, k).filter(([path, value]) => isStructure(path, value));
        if (isStructure(...next.changes[k])) has.acts.splice(place.length, 1);
        else has.values = has.values.filter((one, i) => i !== k - place.length);
        next.changes = write(model, has.values, has.acts);
    }

    // Rows [path, value, unit] of a network, with the addresses of the page.
    function rows(model, changes, list) {
        const {list: connections} = read(model, changes), seen = [];
        const renamed = list.map(([path, value, unit]) => {
            const at = cut(path);
            if (!at) return [path, value, unit];
            if (seen[seen.length - 1] !== at[1]) seen.push(at[1]);
            const one = connections[seen.length - 1];
            return [one ? one.address + '.' + at[2] : path, value, unit];
        });
        return seen.length === connections.length ? renamed : list;
    }

    return {put, add, remove, takeBack, rows, covers, read, isStructure, nameOf};
})();
