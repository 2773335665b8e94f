// SPDX-License-Identifier: BSD-3-Clause
// kinds.js - what `plot` can draw: each kind with its options, as words.
'use strict';

L.kinds = (() => {
    const CURVES = ['trials', 'from', 'to', 'scale', 'smooth', 'units', 'data'];
    const TIME = ['trials', 'from', 'to'], NETWORK = ['set', 'drives', 'probe', 'sensors'];

    // of: what of a run it needs; isCurves: the page draws it from the text of the figure;
    // isOverTime: its x axis is time, so that it is zoomed with the others; isMany: it draws
    // several results; isNetwork: nothing need have been run; hasFirst: of the first trial, if none
    // is named.
    const kinds = {
        dipole: {title: 'Dipole', isCurves: true, isOverTime: true, isMany: true,
            uses: [...CURVES, 'mean', 'compare', 'signal']},
        layers: {title: 'Dipole of each layer', isCurves: true, isOverTime: true, isMany: true,
            uses: [...CURVES, 'mean', 'compare']},
        drives: {title: 'Input of the drives', isCurves: true, isOverTime: true,
            uses: [...TIME, 'bin']},
        raster: {title: 'Spikes', isCurves: true, isOverTime: true, hasFirst: true, uses: TIME},
        hist: {title: 'Firing rates', isCurves: true, isOverTime: true, uses: [...TIME, 'bin']},
        psd: {title: 'Power spectrum', isCurves: true, isMany: true,
            uses: [...CURVES, 'signal', 'freq']},
        tfr: {title: 'Spectrogram', isOverTime: true,
            uses: [...CURVES, 'mean', 'signal', 'freq']},
        lfp: {title: 'LFP', of: ['extracellular/'], isCurves: true, isOverTime: true,
            uses: [...TIME, 'signal']},
        csd: {title: 'CSD', of: ['csd/'], isOverTime: true, uses: [...TIME, 'signal']},
        laminar: {title: 'LFP and CSD', of: ['csd/'], isOverTime: true, uses: [...TIME, 'signal']},
        eeg: {title: 'EEG', of: ['eeg/'], isCurves: true, isOverTime: true,
            uses: [...TIME, 'signal']},
        meg: {title: 'MEG', of: ['meg/'], isCurves: true, isOverTime: true,
            uses: [...TIME, 'signal']},
        topography: {title: 'EEG and MEG over the head', of: ['eeg/', 'meg/'],
            uses: [...TIME, 'signal', 'at']},
        traces: {title: 'Recorded traces', of: ['cells/'], isCurves: true, isOverTime: true,
            hasFirst: true, uses: [...TIME, 'signal']},
        space: {title: 'Cells in space, turned', isNetwork: true, isOfPage: true, uses: []},
        cells: {title: 'Cells in space', isNetwork: true, uses: NETWORK},
        morphology: {title: 'Shapes of cells', isNetwork: true, uses: NETWORK},
        connectivity: {title: 'Connectivity', isNetwork: true,
            uses: [...NETWORK, 'signal', 'cell']},
        summary: {title: 'Summary', isOverTime: true,
            uses: [...TIME, 'mean', 'scale', 'smooth', 'bin']},
        movie: {title: 'Movie of the voltage', of: ['cells/'], hasFirst: true,
            uses: [...TIME, 'scale', 'smooth']},
        sensitivity: {title: 'Sensitivity of a sweep', uses: []}
    };

    // What the options of a figure are called here; their help is that of the command.
    const options = {
        trials: {label: 'Trials'}, compare: {label: 'Compare with'},
        signal: {label: 'Signal'}, scale: {label: 'Scaling', unit: '×'},
        smooth: {label: 'Smoothing', unit: 'ms'}, from: {label: 'From', unit: 'ms'},
        to: {label: 'To', unit: 'ms'}, freq: {label: 'Frequencies', unit: 'Hz', hint: 'LOW:HIGH'},
        bin: {label: 'Bins', unit: 'ms'}, at: {label: 'At', unit: 'ms'},
        cell: {label: 'Cell', hint: 'gid'}, units: {label: 'Units of data', hint: 'ms,nAm'},
        data: {label: 'About data', hint: 'rate=HZ'}, title: {label: 'Title'}
    };
    const help = name => {
        const row = L.options.find(one => one.name === '--' + name &&
            one.commands.includes('plot'));
        return row ? row.help : '';
    };

    // The experiment, as far as a figure of a network takes it.
    function network() {
        const words = [L.doc.network];
        if (L.doc.drives) words.push('--drives', L.doc.drives);
        if (L.doc.sensors) words.push('--sensors', L.doc.sensors);
        L.doc.probes.forEach(probe => words.push('--probe', probe));
        L.doc.changes.forEach(([path, value]) => words.push('--set', path + '=' + value));
        return words;
    }

    // The words of a place's figure; no paths: of the experiment. window: [from, to] that is zoomed
    // to, of time or, of a spectrum, of frequency.
    function words(place, paths, window) {
        const kind = kinds[place.kind], values = {...place.options};
        const list = ['plot', ...paths.length > 0 ? paths : network(), '--kind',
            kind.isOfPage ? 'cells' : place.kind];
        const round = value => String(Number(value.toPrecision(7)));
        if (window && kind.isOverTime) [values.from, values.to] = window.map(round);
        else if (window && place.kind === 'psd') values.freq = window.map(round).join(':');
        for (const name of Object.keys(options)) {
            if (values[name] && (name === 'title' || kind.uses.includes(name))) {
                list.push('--' + name, values[name]);
            }
        }
        if (values.mean && kind.uses.includes('mean')) list.push('--mean');
        return list;
    }
    // Whether a run lacks what a kind draws; facts: of the run, {} where nobody knows.
    const isLacking = (name, facts) => !!kinds[name].of && !!facts.signals &&
        !facts.signals.some(signal => kinds[name].of.some(begin => signal.startsWith(begin)));
    // What --signal of a kind may be.
    function signals(name, facts) {
        if (name === 'connectivity') return ['ampa', 'nmda', 'gabaa', 'gabab'];
        if (!kinds[name].of) return facts.dipoles || [];
        if (name === 'traces') return (facts.populations || []).filter(one => !one.is_drive)
            .map(one => one.name);
        return (facts.signals || []).filter(signal =>
            kinds[name].of.some(begin => signal.startsWith(begin)))
            .map(signal => signal.split('/')[1]);
    }
    return {kinds, options, help, words, isLacking, signals};
})();
