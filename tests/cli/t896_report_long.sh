#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t896_report_long - a page about long signals of many contacts stays small: traces are drawn by the lowest
# and the highest of stretches, and no peak is lost.
set -u
draw=$LAMINAE_HOME/laminae
. "$LAMINAE_TESTS/lib/figure.sh"
page() { python3 "$LAMINAE_TESTS/lib/page.py" "$@"; }
"$draw" run erp --mesh 1,1 --dt 0.05 --tstop 1500 --probe long=5,5,2000:-475:25 --out long --no-plot \
    --no-setup --quiet || fail 'no run'
"$draw" report long --no-setup >name || fail long
page long_report.html parts || fail 'long: not as a page should be'
size=$(wc -c <long_report.html)
[ "$size" -lt 5000000 ] || fail "$size bytes"
tr '<' '\n' <parts/zoom_dipole |
    sed -n 's/.*class="c0".* d="M\([^"]*\)".*/\1/p' | tr 'L' '\n' >points
n=$(wc -l <points)
if [ "$n" -lt 5000 ] || [ "$n" -gt 10000 ]; then fail "$n points of 30001 samples"; fi
extremes() { # FILE: lowest and highest, at which time
    awk '!/^#/ && $1 > 0 { y = $2 + 0
        if (!n++ || y < low) { low = y; at_low = $1 }
        if (n == 1 || y > high) { high = y; at_high = $1 } }
        END { printf "%.6g %.4g %.6g %.4g\n", at_low, low, at_high, high }' "$1"
}
[ "$(extremes points)" = "$(extremes long/dipole_0.txt)" ] ||
    fail "extremes: $(extremes points); samples: $(extremes long/dipole_0.txt)"
# Contacts are drawn.
[ "$(grep -c '<svg:path [^>]*d="M' parts/lfp_1)" -ge 20 ] || fail "$(grep -c svg:path parts/lfp_1) contacts"
exit 0
