// SPDX-License-Identifier: BSD-3-Clause
// pictures.js - what a figure shows of results: charts of its panels, a picture, cells in space.
'use strict';

// Each is {element, show(answer), setWindow, reset, zoom, repaint, destroy}; type: what it asks of
// the server.
L.pictures = (() => {
    const nothing = () => {};

    // Panels of curves, one below the other.
    function curves(label, onWindow) {
        const element = L.el('div', {class: 'charts'});
        let charts = [], window = null;
        const all = f => charts.forEach(f);

        function show(text) {
            const figure = L.figureText(text);
            all(chart => chart.destroy());
            charts = figure.panels.map((panel, i) => {
                const chart = L.chart(L.curves[panel.script](panel), {
                    isLast: i === figure.panels.length - 1, label,
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
        return {
            element, type: 'txt', show, get charts() { return charts; },
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
