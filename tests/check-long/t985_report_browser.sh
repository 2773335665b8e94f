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
title script>
scripts 2
loaded 0
small 0
END_EXPECTED
for width in 1280 390; do
    ask $width --blink-settings=preferredColorScheme=1 >said
    diff expected said || fail "$width px: <: as it should be, >: as it is $(tail -2 errors)"
done
ask 1280 --blink-settings=preferredColorScheme=0 | grep '^paper' >said
grep -q 'rgb(22, 24, 28)' said || fail "dark: $(cat said)"
HOME=$PWD timeout 120 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$PWD/profile" \
    --no-pdf-header-footer --print-to-pdf=page.pdf "file://$PWD/page.html" >/dev/null 2>errors
head -c 5 page.pdf | grep -q '%PDF-' || fail "printed: $(tail -2 errors)"

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
