#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t874_plot_uses - an option of `laminae plot` that a kind of figure does not use is refused in one line
# that names the kinds that do; one that is not refused changes what is drawn.
set -u
fail() { echo "$*" && exit 1; }
"$LAMINAE_HOME/laminae" run erp --mesh 2,2 --tstop 25 --trials 2 --sensors "$LAMINAE_TESTS/lib/sensors.json" \
    --probe lam=9,9,1400:-200:200 --record v:L5_pyramidal:soma --out run --no-plot --no-setup --quiet ||
    fail 'no run'
awk '!/^#/ { print $1, $2 }' run/dipole_1.txt >curve.txt
plot() { "$LAMINAE_HOME/build/bin/laminae-plot" "$@"; }

kinds=$(plot results=run kind=x 2>&1 | sed 's/.*accepted: //; s/,//g; s/ sensitivity$//')
[ "$(echo "$kinds" | wc -w)" -eq 19 ] || fail "kinds: $kinds"
for kind in $kinds; do plot results=run "kind=$kind" >"$kind" 2>errors || fail "$kind: $(cat errors)"; done

# What is said instead: another signal, or one that is not there, for which it is looked.
for word in title=other trials=1 from=5 to=20 mean=1 compare=curve.txt scale=3 smooth=4 freq=50:90 bin=2.5 at=12.3 \
    cell=3 signal=nothing; do
    option=${word%%=*} drawn='' offered=''
    for kind in $kinds; do
        status=0
        plot results=run "kind=$kind" "$word" >shown 2>errors || status=$?
        case $status,$(cat errors) in
        0,) ! cmp -s shown "$kind" || fail "$kind: $word changes nothing" && drawn="$drawn $kind" ;;
        2,"laminae: --$option: not of --kind $kind; accepted: "*)
            list=$(sed 's/.*accepted: //; s/,//g' errors)
            [ "${offered:-$list}" = "$list" ] || fail "$option: $offered, or $list"
            offered=$list
            ;;
        2,*nothing*) drawn="$drawn $kind" ;;
        *) fail "$kind: $word: status $status: $(cat errors)" ;;
        esac
    done
    if [ "$option" = title ]; then offered=$kinds; fi
    [ "$(for kind in $drawn; do echo "$kind"; done | sort)" = "$(for kind in $offered; do echo "$kind"; done | sort)" ] ||
        fail "--$option changes:$drawn; accepted: $offered"
    for kind in $offered; do # the page says the same
        [ "$option" = title ] || sed -n "s/^| \`[^|]*--$option [^|]*| \(.*\)/\1/p; s/^| \`--$option\`[^|]*| \(.*\)/\1/p" \
            "$LAMINAE_HOME/docs/figures.md" | grep -q "\`$kind\`\|of all\b" || fail "docs/figures.md: --$option of $kind"
    done
done
dipoles='dipole, layers, psd, tfr' networks='cells, morphology, connectivity'
for word in "units=s,Am $dipoles" "data=rate=100 $dipoles" "set=grid.nx=3 $networks" "drives=erp $networks" \
    "probe=p=9,9,0:100:100 $networks" "sensors=none.json $networks"; do
    plot results=run kind=raster "${word%% *}" >shown 2>errors && fail "raster: $word"
    grep -q "^laminae: --${word%%=*}: not of --kind raster; accepted: ${word#* }$" errors || fail "$word: $(cat errors)"
done
exit 0
