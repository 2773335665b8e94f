#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t876_plot_cell - which cells one cell is joined with: what it gets from another is what the other gives,
# their sums are the bars and the matrix of populations; a network that has not been run is drawn like one
# that has.
set -u
fail() { echo "$*" && exit 1; }
laminae() { "$LAMINAE_HOME/laminae" "$@"; }
plot() { "$LAMINAE_HOME/build/bin/laminae-plot" "models=$LAMINAE_HOME/params" "$@"; }
cat >small.json <<'END'
{"laminae_network": 1, "extends": "erp", "name": "small", "grid": {"nx": 3, "ny": 2}, "tstop": [3, "ms"],
 "electrode_arrays": {"lam": {"positions": [[[20, 20, 0], [20, 20, 900]], "um"],
    "conductivity": [0.3, "S/m"], "method": "psa", "min_distance": [0.5, "um"]}}}
END
laminae run small.json --out run --no-plot --no-setup --quiet || fail 'no run'

# ---- bare networks ----
for kind in cells morphology connectivity; do
    plot results=run "kind=$kind" title=x >ran || fail "$kind: run"
    for network in small.json run/results.h5; do
        plot "results=$network" "kind=$kind" title=x >bare || fail "$kind: $network"
        cmp -s ran bare || fail "$kind: $network is drawn otherwise"
    done
    laminae plot erp --kind $kind --out model.txt --no-setup || fail "$kind: erp"
    grep -q "^#= title = 'erp'" model.txt || fail "$kind: $(head -3 model.txt)"
    rm model.txt
done
plot results=erp kind=cells >model || fail 'cells: erp'
grep -q "heading_text = '270 cells, " model || fail "cells: $(grep heading model)"
plot results=small.json kind=cells | grep -q "electrodes in black" || fail 'cells: no electrodes'

# With what is added and changed, also of what has been run.
for network in small.json run; do
    laminae plot $network --kind cells --set grid.nx=4 --probe more=5,5,0:200:100 --no-setup --out changed.txt ||
        fail "cells: $network, changed"
    grep -q "'22 cells, .*electrodes in black" changed.txt || fail "cells: $(grep heading changed.txt)"
    [ "$(sed -n '/# 1 electrodes/,/^#/p' changed.txt | grep -c '0x000000$')" -eq 5 ] || fail 'electrodes: 2 and 3'
done
laminae plot law_2021 --kind connectivity --drives erp --no-setup --out drives.txt || fail 'added drives'
grep -q "sources\[7\] = 'evprox2'" drives.txt || fail "added drives: $(grep sources drives.txt)"

# ---- one cell: every pair, from both sides ----
n=16 # 2 and 2 baskets, 6 and 6 pyramids
gid=0
while [ $gid -lt $n ]; do
    plot results=small.json kind=connectivity "cell=$gid" >"cell_$gid" || fail "cell $gid"
    gid=$((gid + 1))
done
# Lines "ONTO FROM nS". A map has all cells of its population, in the order of gids.
cat >pairs.awk <<'PROGRAM'
BEGIN { first["L2/3 basket"] = 0; first["L2/3 pyramidal"] = 2; first["L5 basket"] = 8; first["L5 pyramidal"] = 10 }
/^#[0-9]= heading_text/ { is_from = /'From/ ? 1 : 0; split("", name) }
match($0, /^#[0-9]= names\[[0-9]\] = /) {
    map = $0; sub(/^[^\[]*\[/, "", map); sub(/\].*/, "", map)
    text = substr($0, RLENGTH + 2); sub(/'$/, "", text)
    name[map + 0] = text
}
/^# [0-9] / { inside = $3 == "cells"; map = $4; k = 0; next }
inside && NF == 3 { print is_from ? first[name[map]] + k " " gid : gid " " first[name[map]] + k, $3; k++ }
PROGRAM
gid=0
while [ $gid -lt $n ]; do
    awk -v gid=$gid -f pairs.awk "cell_$gid" >pairs
    awk -v gid=$gid '$1 == gid && $3 > 0' pairs >>onto
    awk -v gid=$gid '$2 == gid && $3 > 0' pairs >>from
    gid=$((gid + 1))
done
sort -u onto >onto.sorted
sort -u from >from.sorted
[ "$(wc -l <onto.sorted)" -ge 150 ] || fail "$(wc -l <onto.sorted) pairs"
cmp onto.sorted from.sorted || fail 'what is given is not what is taken'
# Layer 5 pyramids 10 and 11, neighbours: AMPA and NMDA, 0.5 nS each at 3 sections, with a space constant of 3
grep '^10 11 ' onto.sorted | awk '{ d = $3/(2*3*0.5*exp(-1/9)) - 1; n++; exit d*d > 1e-10 } END { exit n != 1 }' ||
    fail "10 onto 11: $(grep '^10 11 ' onto.sorted)"
! grep -q '^10 10 ' onto.sorted || fail 'a cell projects onto itself'

# ---- bars: sums over a source; their mean over cells stands in the matrix ----
plot results=small.json kind=connectivity >matrix || fail 'matrix'
bar() { # FILE NAME; its number
    awk -v name="$2" '/array/ { next }
        /names\[/ { sub(/^[^\[]*\[/, ""); i = $0; sub(/\].*/, "", i); sub(/^[^=]*= ./, ""); sub(/.$/, "")
            is = $0 == name ? i : is }
        /sums\[/ { sub(/^[^\[]*\[/, ""); i = $0; sub(/\].*/, "", i)
            if (i == is) { sub(/^[^=]*= /, ""); print $1 } }' "$1"
}
of_matrix() { # RECEPTOR SOURCE TARGET
    r=$(sed -n "s/^#1= receptors\[\([0-9]\)\] = '$1'/\1/p" matrix)
    s=$(sed -n "s|^#1= sources\[\([0-9]\)\] = '$2'|\1|p" matrix)
    t=$(sed -n "s|^#1= targets\[\([0-9]\)\] = '$3'|\1|p" matrix)
    awk -v block="# 1 matrix $r" '$0 == block { inside = 1; next } /^#/ { inside = 0 } inside' matrix |
        awk -v s="$s" -v t="$t" '$1 == t && $2 == s { print $3 }'
}
for pair in 'ampa:L5 pyramidal' 'gabab:L5 basket' 'ampa:evprox2'; do
    receptor=${pair%%:*} source=${pair#*:}
    for gid in 10 11 12 13 14 15; do bar cell_$gid "$source, $receptor"; done |
        awk -v right="$(of_matrix "$receptor" "$source" 'L5 pyramidal')" '{ sum += $1 }
            END { d = sum/6/right - 1; exit !(NR == 6 && d*d < 1e-9) }' || fail "bars of $pair"
done
plot results=small.json kind=connectivity cell=10 signal=gabab >alone || fail 'gabab'
[ "$(bar alone 'L5 basket, gabab')" = "$(bar cell_10 'L5 basket, gabab')" ] || fail 'gabab alone'
[ "$(grep -c 'heading_text.*gabab' alone)" -eq 1 ] || fail "gabab: $(grep heading alone)"
# The cell of a drive has targets alone.
plot results=small.json kind=connectivity cell=$n >drive || fail 'a drive'
[ "$(grep -c heading_text drive)" -eq 1 ] || fail "a drive: $(grep heading drive)"
grep -q "'From cell $n (evdist1)" drive || fail "a drive: $(grep heading drive)"
exit 0
