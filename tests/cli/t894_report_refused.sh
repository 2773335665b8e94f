#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t894_report_refused - what no report can be made of, and where it must not be written, is refused in one
# line; a page is written whole or not at all, and only an earlier report is replaced.
set -u
draw=$LAMINAE_HOME/laminae
. "$LAMINAE_TESTS/lib/figure.sh"
printf '# time_ms\tagg_nAm\n0\t0\n1\t2e-3\n2\t-1e-3\n3\t1e-3\n' >curve.txt
"$draw" run erp --mesh 2,2 --tstop 4 --out run --no-plot --no-setup --quiet || fail 'no run'
mkdir empty folder pages
before=$(cksum run/results.h5)

# bad STATUS WORD ARGUMENT ...
bad() {
    wanted=$1 word=$2
    shift 2
    status=0
    "$draw" report "$@" --no-setup >output 2>errors || status=$?
    if [ $status -ne "$wanted" ] || [ -s output ] || [ "$(wc -l <errors)" -ne 1 ] ||
        ! grep -q -e "$word" errors || ! grep -q '^laminae: ' errors; then
        fail "$*: status $status: $(cat output errors)"
    fi
}
bad 2 'no results given'
bad 2 'no results.h5' empty
bad 2 'nowhere' nowhere
bad 2 'nowhere' run nowhere
bad 2 'no. 13 of the results; accepted: up to 12' run run run run run run run run run run run run run
bad 2 'unknown option' run --kind dipole
printf '0 1\n1 nan\n' >nan.txt
bad 2 'nan' nan.txt
head -c 2000 run/results.h5 >cut.h5
bad 2 'cut.h5' cut.h5

# ---- where it goes ----
for name in page.htm .html folder/.html page; do bad 2 'ends in .html' run --out $name; done
bad 2 'no folder' run --out nowhere/page.html
mkdir folder/page.html
bad 2 'is a folder' run --out folder/page.html
echo '<!DOCTYPE html><p>of somebody, not <!-- a report of Laminae --></p>' >mine.html
cp mine.html kept.html
bad 2 'is no report of Laminae' run --out mine.html
cmp -s mine.html kept.html || fail 'mine.html is not what it was'
ln -s /dev/null device.html
bad 2 'is no file' run --out device.html
"$draw" report curve.txt --out mine.html --force --no-setup || fail '--force'
"$draw" report run --out=mine.html --no-setup || fail 'an earlier report is not replaced'
grep -q 'raster_1' mine.html || fail 'mine.html is not the later report'

# ---- whole or not at all ----
cp mine.html kept.html
mkdir bin
printf '#!/bin/sh\necho "line 0: no such font" >&2\nexit 1\n' >bin/gnuplot
chmod +x bin/gnuplot
(
    PATH=$PWD/bin:$PATH
    bad 1 'could not draw: line 0: no such font' run --out mine.html
) || exit 1
cmp -s mine.html kept.html || fail 'a report that failed has replaced another'
(
    TMPDIR=$PWD/nowhere
    export TMPDIR
    bad 1 'TMPDIR' run --out mine.html
) || exit 1
rm bin/gnuplot
for program in sh awk dirname basename readlink find head tail sed cat grep printf mktemp rm mv wc tr iconv \
    pwd env getconf cut sort uname id; do
    for place in /bin /usr/bin; do
        if [ -x $place/$program ]; then ln -sf $place/$program bin; fi
    done
done
(
    PATH=$PWD/bin
    bad 2 'gnuplot is missing' run --out none.html
) || exit 1
[ ! -e none.html ] || fail 'none.html is there'
cp -r "$LAMINAE_HOME/tools" tools
rm tools/report/svg.awk
status=0
tools/report/report.sh "$LAMINAE_HOME/build/bin" results=run out=none.html 2>errors || status=$?
if [ $status -ne 1 ] || [ -e none.html ]; then fail "without svg.awk: $status: $(cat errors)"; fi
leftovers=$(find . -name '.laminae*')
[ -z "$leftovers" ] || fail "left: $leftovers"
[ "$(cksum run/results.h5)" = "$before" ] || fail 'the results have changed'
"$draw" report --help | grep -q '^--out FILE' || fail '--help'
exit 0
