#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t985_report_browser - a report in a real Chromium, without a display and without a network: its traces
# zoom by buttons, keys and pointer; nothing is wider than a page of 1280 or 390 px; dark is dark; names
# from files run no script; 10 s of 100 contacts take 5 s of processor time and less than 10 MB.
set -u
draw=$LAMINAE_HOME/laminae
. "$LAMINAE_TESTS/lib/figure.sh"
if ! command -v chromium >/dev/null 2>&1; then
    [ "$(id -u)" -eq 0 ] || { echo 'no chromium' && exit 77; }
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } \
        >/dev/null 2>&1 || { echo 'apt-get could not install chromium' && exit 77; }
fi
folder="two <script>document.title = 'broken in'<"
mkdir -p "$folder/script>"
"$draw" run erp --mesh 2,2 --tstop 30 --trials 2 --set drives.evprox1.mu=8 --record v:L5_pyramidal:soma \
    --out "$folder/script>" --no-plot --no-setup --quiet || fail 'no run'
"$draw" report "$folder/script>" --out page.html --no-setup || fail 'no report'

# What a page says of itself after what a user may do: a script behind ours, for the test alone.
cat >asked.js <<'END_JS'
(function () {
    var said = [], figure = document.querySelector('#zoom_dipole'), data = figure.querySelector('.data');
    function say(name, value) { said.push(name + ' ' + value); }
    function shown() {
        return data.getAttribute('viewBox').split(' ').map(function (x) { return +(+x).toFixed(3); });
    }
    function press(key) {
        var event = new KeyboardEvent('keydown', {key: key, bubbles: true, cancelable: true});
        figure.querySelector('.drawing').dispatchEvent(event);
    }
    function button(name) { figure.querySelector('[aria-label="' + name + '"]').click(); }
    function point(kind, share) {
        var box = figure.querySelector('.sheet').getBoundingClientRect(), x = data.getBoundingClientRect();
        figure.querySelector('.sheet').dispatchEvent(new PointerEvent(kind, {button: 0, pointerId: 1,
            pointerType: 'mouse', clientX: box.left + 76 + share * (box.width - 92), clientY: box.top + 100,
            bubbles: true, cancelable: true}));
    }
    function time() { return shown()[0] + ' ' + shown()[2]; }
    HTMLElement.prototype.setPointerCapture = SVGElement.prototype.setPointerCapture = function () {};
    var whole = shown().join(' ');
    say('whole', time());
    button('zoom in');
    say('in', time());
    press('+');
    press('ArrowLeft');
    say('keys', time());
    press('0');
    say('all', time());
    point('pointerdown', 0.5);
    point('pointermove', 0.7);
    point('pointerup', 0.75);
    say('window', time());
    button('show all');
    say('again', shown().join(' ') === whole);
    figure.querySelectorAll('.legend button')[0].click();
    say('off', data.querySelectorAll('path[style*="none"]').length);
    say('range', shown().join(' ') !== whole);
    figure.querySelectorAll('.legend button')[0].click();
    point('pointermove', 0.5);
    say('read', /^1[45]\.?[0-9]* ms: agg [-0-9.e]+, /.test(figure.querySelector('output').textContent));
    say('wide', document.documentElement.scrollWidth - document.documentElement.clientWidth);
    say('paper', getComputedStyle(document.body).backgroundColor);
    function light(colour) { // relative luminance (WCAG 2.2)
        var part = colour.match(/[0-9.]+/g).slice(0, 3).map(function (x) {
            return x <= 10 ? x / 255 / 12.92 : Math.pow((x / 255 + 0.055) / 1.055, 2.4);
        });
        return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
    }
    function fill(selector) { return getComputedStyle(document.querySelector(selector)).fill; }
    say('ink', fill('#dipole svg text') + ' on ' + fill('#dipole svg rect'));
    var contrasts = Array.prototype.map.call(document.querySelectorAll('.paper svg text'), function (text) {
        var a = light(getComputedStyle(text).fill), b = light(fill('#dipole svg rect'));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
    say('contrast', contrasts.length > 50 && Math.min.apply(null, contrasts).toFixed(1));
    say('title', document.title.slice(0, 7));
    say('scripts', document.scripts.length);
    say('loaded', performance.getEntriesByType('resource').length);
    var small = Array.prototype.filter.call(document.querySelectorAll('button, summary, nav a'), function (e) {
        return e.getBoundingClientRect().height < 24;
    });
    say('small', small.length);
    document.body.textContent = '@' + said.join('@');
}());
END_JS
# In a frame, which may be narrower than a window of Chromium.
awk '/^<\/body>/ { print "<script>"; while ((getline line <"asked.js") > 0) print line; print "</script>" }
    { print }' page.html >asked.html
# ask WIDTH OPTION ...: what the page says, a line each
ask() {
    width=$1
    shift
    cat >frame.html <<END_FRAME
<!DOCTYPE html><iframe src="asked.html" style="border:0;width:${width}px;height:900px"></iframe><script>
addEventListener('load', function () {
    document.body.textContent = document.querySelector('iframe').contentDocument.body.textContent;
});</script>
END_FRAME
    HOME=$PWD timeout 120 chromium --headless --no-sandbox --disable-gpu --allow-file-access-from-files \
        --user-data-dir="$PWD/profile" --window-size=1400,1000 --virtual-time-budget=5000 "$@" --dump-dom \
        "file://$PWD/frame.html" 2>errors | tr '@' '\n' | sed 's/<.*//; s/&gt;/>/' | grep .
}
cat >expected <<'END_EXPECTED'
whole 0 30
in 7.5 15
keys 9.375 7.5
all 0 30
window 15 7.5
again true
off 3
range true
read true
wide 0
paper rgb(255, 255, 255)
ink rgb(0, 0, 0) on rgb(255, 255, 255)
title script>
scripts 2
loaded 0
small 0
END_EXPECTED
for width in 1280 390; do
    ask $width --blink-settings=preferredColorScheme=1 | grep -v '^contrast' >said
    diff expected said || fail "$width px: <: as it should be, >: as it is $(tail -2 errors)"
done
# In the dark figures are dark, and all their letters can be read.
for width in 1280 390; do
    ask $width --blink-settings=preferredColorScheme=0 >said
    grep -q '^paper rgb(22, 24, 28)' said || fail "dark: $(cat said)"
    grep -q '^ink rgb(232, 232, 232) on rgb(22, 24, 28)' said || fail "dark: $(cat said)"
    awk '$1 == "contrast" { good = $2 >= 4.5 } END { exit !good }' said || fail "dark: $(cat said)"
done
HOME=$PWD timeout 120 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$PWD/profile" \
    --blink-settings=preferredColorScheme=0 --no-pdf-header-footer --print-to-pdf=page.pdf "file://$PWD/page.html" >/dev/null 2>errors
head -c 5 page.pdf | grep -q '%PDF-' || fail "printed: $(tail -2 errors)"
if command -v pdftoppm >/dev/null 2>&1; then # on paper all is light, whatever the screen is
    pdftoppm -r 20 -gray page.pdf page
    for sheet in page-*.pgm; do
        convert "$sheet" -format '%[fx:mean > 0.8]' info:
    done | grep -q 0 && fail 'a printed page is dark'
fi

# ---- long signals ----
"$draw" run erp --mesh 1,1 --tstop 10000 --probe long=5,5,2000:-475:25 --out long --no-plot --no-setup --quiet ||
    fail 'no long run'
"$draw" report long --out warm.html --no-setup || fail long
before=$(awk '{ print $16 + $17 }' /proc/$$/stat)
"$draw" report long --out long.html --no-setup
after=$(awk '{ print $16 + $17 }' /proc/$$/stat)
seconds=$(((after - before) / $(getconf CLK_TCK)))
[ $seconds -lt 5 ] || fail "$seconds s of processor time"
[ "$(wc -c <long.html)" -lt 10000000 ] || fail "$(wc -c <long.html) bytes"
exit 0
