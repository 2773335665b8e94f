# SPDX-License-Identifier: BSD-3-Clause
# t118_random_edits.py - random edits of connections, many of the same name: each changes what it
# names and nothing else, takes back what it did and nothing else.
import json
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import HOME, Page

with open(HOME + "/params/neymotin_2020.json", encoding="utf-8") as file:
    network = json.load(file)
network["grid"]["nx"] = network["grid"]["ny"] = 2
first = network["connections"][0]
network["connections"] = [dict(first, weight=[k, "uS"]) for k in (1, 2, 3)] + \
    network["connections"][:6] + [dict(first, receptor="ampa", weight=[k, "uS"]) for k in (4, 5)]
os.makedirs("folder", exist_ok=True)
with open("folder/own.json", "w", encoding="utf-8") as file:
    json.dump(network, file)

# Says what went wrong; '' if nothing did.
SCRIPT = """
const done = arguments[0];
let seed = 118, unique = 10;
const below = n => { seed = (seed * 48271) % 2147483647; return seed % n; };
const list = () => structuredClone(L.network.network.connections || []);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const model = () => L.base.network;
// What is expected of an act, by the places in the list as it is.
const acts = {
    weight(all, i, address) {
        const value = ++unique;
        all[i].weight[0] = value;
        return doc => L.put(doc, address + '.weight', value);
    },
    rename(all, i, address) {
        all[i].receptor = all[i].receptor === 'ampa' ? 'nmda' : 'ampa';
        return doc => L.put(doc, address + '.receptor', all[i].receptor);
    },
    remove(all, i, address) {
        all.splice(i, 1);
        return doc => L.changes.remove(model(), doc, [address]);
    },
    add(all, i) {
        all.push({...structuredClone(all[i]), weight: [++unique, 'uS']});
        return doc => L.changes.add(model(), doc, all[all.length - 1]);
    }
};
async function run() {
    await L.edit(doc => { doc.network = 'own.json'; doc.changes = []; });
    const start = list();
    for (let n = 0; n < 80; n++) {
        const before = list(), all = list(), known = L.connections();
        if (known.length === 0) break;
        const i = below(all.length), name = Object.keys(acts)[below(4)];
        const isPyramid = all[i].to.endsWith('pyramidal') && all[i].location === 'proximal';
        if (name === 'rename' && !isPyramid) continue;
        if (name === 'remove' && all.length < 6) continue;
        const act = acts[name](all, i, known[i].address), changes = L.doc.changes.length;
        await L.edit(act);
        if (!same(list(), all)) return n + ' ' + name + ' ' + JSON.stringify(L.doc.changes);
        const wrong = L.connections().find((one, k) =>
            L.value(one.address + '.weight').value !== String(list()[k].weight[0]));
        if (wrong) return n + ' ' + name + ': the value of ' + wrong.address;
        if (below(3) === 0) {
            await L.undo();
            if (!same(list(), before)) return n + ' ' + name + ': undo';
            await L.redo();
        }
        if (name !== 'weight' && changes < L.doc.changes.length && below(3) === 0) {
            const k = L.doc.changes.length - 1;
            await L.edit(doc => L.changes.takeBack(model(), doc, k));
            if (!same(list(), before)) return n + ' ' + name + ': taken back';
        }
    }
    if (!L.doc.changes.some(([path]) => path === 'connections[+]')) return 'nothing was added';
    // In any order, until all is as it was.
    while (L.doc.changes.length > 0) {
        const k = below(L.doc.changes.length);
        await L.edit(doc => L.changes.takeBack(model(), doc, k));
    }
    return same(list(), start) ? '' : 'not as it was: ' + JSON.stringify(list());
}
run().then(done, error => done(error.message + ' ' + JSON.stringify(L.doc.changes)));
"""

with Page() as page:
    page.driver.set_script_timeout(120)
    said = page.driver.execute_async_script(SCRIPT)
    assert said == "", said
