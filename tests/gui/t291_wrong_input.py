# SPDX-License-Identifier: BSD-3-Clause
# t291_wrong_input.py - in every field that has a number, in each tab, what is no number is refused: a
# message stands beside it, for screen readers, too, and the experiment has not changed.
import os
import sys

sys.path.insert(0, os.environ["LAMINAE_TESTS"] + "/lib")
from gui import Page

# Types x where a number stands, as a user who leaves the field; what did not refuse it, and how many
# were asked. Then the number again, and the experiment of before.
TYPE_X = """
    const done = arguments[arguments.length - 1];
    const isSeen = one => one.checkVisibility({checkVisibilityCSS: true});
    const before = JSON.stringify(L.doc), failed = [];
    const saidOf = one => (one.getAttribute('aria-describedby') || '').split(' ')
        .map(id => document.getElementById(id)).filter(said => said && said.matches('[role=alert]'))
        .map(said => said.textContent).join('');
    const type = (one, text) => {
        one.value = text;
        one.dispatchEvent(new Event('change', {bubbles: true}));
    };
    const isRefused = one => one.matches('[aria-invalid=true]') && saidOf(one).trim() !== '';
    (async () => {
        const inputs = [...document.querySelectorAll('[role=tabpanel]:not([hidden]) input')]
            .filter(one => isSeen(one) && /text|number/.test(one.type) && !one.disabled &&
                one.value !== '' && Number.isFinite(+one.value));
        for (const one of inputs) {
            const was = one.value;
            type(one, 'x');
            for (let i = 0; i < 100 && !isRefused(one); i++) {
                await L.settled();
                await new Promise(resolve => setTimeout(resolve, 5));
            }
            if (!isRefused(one) || JSON.stringify(L.doc) !== before) {
                failed.push(one.name || one.getAttribute('aria-label') || one.labels[0].textContent);
            }
            one.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
            if (one.isConnected && one.value === 'x') type(one, was);
            await L.settled();
        }
        done([inputs.length, failed]);
    })();"""


def unfold(page, panel):
    """Opens all that is folded, and what is folded in it."""
    for _ in range(3):
        page.run("""
            for (const one of document.querySelectorAll('#panel-' + arguments[0] + ' details')) {
                if (one.checkVisibility()) one.open = true;
            }""", panel)
        page.driver.execute_async_script("setTimeout(arguments[0], 50)")
        page.settle()


with Page() as page:
    page.driver.set_script_timeout(60)
    page.run("""L.edit(doc => {
        doc.changes = [['grid.nx', '2'], ['grid.ny', '2'], ['tstop', '40']];
        doc.probes = ['shank=0,0,-200:1200:700'];
        for (const key of ['fit', 'sweep']) doc[key] = {...L.search.empty(key),
            parameters: {'drives.evprox1.mu': {low: 10, high: 40, start: 26, log: false}}};
        doc.sweep.design = 'lhs';
    })""")
    page.settle()

    def refuses(panel, least):
        unfold(page, panel)
        asked, failed = page.driver.execute_async_script(TYPE_X)
        assert asked >= least and not failed, (panel, asked, failed)

    for panel, least in (("simulation", 10), ("drives", 15), ("sensors", 1), ("fit", 4), ("sweep", 2)):
        page.tab(panel)
        refuses(panel, least)
    more = page.run("return [...document.querySelectorAll('#panel-sweep label')].find(one => "
                    "one.textContent === 'More to keep').control")
    more.send_keys("peak", "\t")
    assert "accepted: dipole" in page.find("#" + more.get_attribute("id") + "error").text
    more.send_keys("s:0:40, band@agg:15:30", "\t")
    page.settle()
    assert page.run("return L.doc.sweep.more") == "peaks:0:40, band@agg:15:30"

    page.tab("network")
    for part, least in (("Cells", 10), ("Connections", 20), ("Global gains", 4)):
        page.click(part)
        refuses("network", least)
