// SPDX-License-Identifier: BSD-3-Clause
// pictures.js - what a figure shows of results: charts of its panels, a picture, cells in space.
'use strict';

// Each is {element, show(answer), setWindow, reset, zoom, repaint, destroy}; type: what it asks of
// the server.
L.pictures = (() => {
    const COARSE = 1900; // of more than 4000 samples 2 in each of 2000 stretches are drawn
    const nothing = () => {};

    // Panels of curves, one below the other.
    function curves(label, onWindow) {
        const element = L.el('div', {class: 'charts'});
        let charts = [], plans = [], window = null, isWhole = true;
        const all = f => charts.forEach(f);
        const read = text => L.figureText(text).panels.map(panel => L.curves[panel.script](panel));

        function show(text) {
            all(chart => chart.destroy());
            plans = read(text);
            isWhole = true;
            charts = plans.map((plan, i) => {
                const chart = L.chart(plan, {
                    isLast: i === plans.length - 1, isAlone: plans.length === 1, label,
                    onWindow: range => {
                        window = range;
                        all(one => one.setWindow(range));
                        onWindow(range);
                    }
                });
                chart.setWindow(window);
                return chart;
            });
            element.replaceChildren(...charts.map(chart => chart.element));
        }
        // Of a figure of a part of the time; null: of the whole again.
        function detail(text) {
            if (text === null && isWhole) return;
            const parts = text === null ? plans : read(text);
            isWhole = text === null;
            charts.forEach((chart, i) => chart.refine(isWhole || !parts[i] ? plans[i]
                : L.curves.refined(plans[i], parts[i])));
        }
        return {
            element, type: 'txt', show, detail,
            // Whether `plot` has left out samples, as far as one can tell.
            get isCoarse() {
                return plans.some(plan => plan.curves.some(({x}) => x.length > COARSE));
            },
            get charts() { return charts; },
            setWindow(range) {
                window = range;
                all(chart => chart.setWindow(range));
            },
            reset: () => all(chart => chart.reset()),
            zoom: factor => charts.length > 0 && charts[0].zoom(factor),
            repaint: () => all(chart => chart.repaint()),
            destroy: () => all(chart => chart.destroy())
        };
    }
    function image(label) {
        const picture = L.picture(label);
        return {...picture, type: 'svg', setWindow: nothing, repaint: nothing};
    }
    return {curves, image};
})();
