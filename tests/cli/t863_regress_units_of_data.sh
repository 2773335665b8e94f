#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t863_regress_units_of_data - `analyse` and `compare` take --units and --data, as their help says: data
# in s and Am are the same as in ms and nAm.
set -u
failed=0
laminae() { "$LAMINAE_HOME/laminae" "$@" --no-setup 2>>heard; }
awk 'BEGIN { for (i = 0; i < 200; i++) print i, 2*sin(i/9) }' >ms.txt
awk 'BEGIN { for (i = 0; i < 200; i++) printf "%.3f %.17ge-9\n", i/1000, 2*sin(i/9) }' >s.txt
awk 'BEGIN { for (i = 0; i < 200; i++) printf "%d %.17g\n", i, sin(i/9) }' >half.txt
awk 'BEGIN { for (i = 0; i < 200; i++) printf "%.3f %.17ge-9\n", i/1000, sin(i/9) }' >half_s.txt
awk 'BEGIN { for (i = 0; i < 200; i++) print 2*sin(i/9) }' >values.txt
rounded() { awk -F, 'NR == 1 { print; next }
    { for (i = 1; i <= NF; i++) printf "%s ", $i + 0 == $i ? sprintf("%.4g", $i) : $i; print "" }'; }
same() { cmp -s expected said || { echo "$*: $(cat expected said)" && failed=1; }; }

laminae analyse ms.txt --what peaks | rounded >expected
laminae analyse s.txt --what peaks --units s,Am | rounded >said
same analyse --units
laminae analyse values.txt --what peaks --data rate=1000 | rounded >said
same analyse --data
laminae compare half.txt ms.txt | cut -d, -f1-4 | rounded >expected
laminae compare half_s.txt s.txt --units s,Am | cut -d, -f1-4 | rounded >said
same compare --units
grep -q '^agg' said || { cat said && failed=1; }
exit $failed
