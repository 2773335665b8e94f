#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t871_plot_refused - what `laminae plot` cannot draw, and where it must not write, is refused in one line
# with status 2, and nothing is written.
set -u
draw=$LAMINAE_HOME/laminae
. "$LAMINAE_TESTS/lib/figure.sh"
printf '# time_ms\tagg_nAm\n0\t0\n1\t2e-3\n2\t-1e-3\n3\t1e-3\n' >curve.txt
"$draw" run erp --mesh 2,2 --tstop 4 --out run --no-plot --no-setup --quiet || fail 'no run'
mkdir empty folder
before=$(cksum run/results.h5)

bad() { # WORD ARGUMENT ...
    word=$1
    shift
    status=0
    "$draw" plot "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ -s output ] || [ "$(wc -l <errors)" -ne 1 ] ||
        ! grep -q -e "$word" errors; then
        fail "$*: status $status: $(cat output errors)"
    fi
}
bad "'dipol'; accepted: dipole, layers" run --kind dipol
bad 'no --kind given' run
bad 'no results given' --kind dipole
bad 'no results.h5' empty --kind dipole
bad 'nowhere' nowhere --kind dipole
bad "'7'; accepted" run --kind dipole --trials 7
bad "'0-'; accepted" run --kind dipole --trials 0-
bad 'no extracellular' run --kind lfp
bad 'no csd' run --kind csd
bad 'no eeg' run --kind eeg
bad 'no meg' run --kind meg
bad 'no eeg' run --kind topography
bad 'no recorded cells' run --kind traces
bad 'nowhere.txt' run --kind dipole --compare nowhere.txt
bad '/dipole/L9' run --kind dipole --signal L9
bad 'not of --kind raster' run --kind raster --compare curve.txt
bad '2 results; accepted: one' run run --kind raster
bad 'neither cells nor spikes' curve.txt --kind raster
bad 'neither cells nor spikes' curve.txt --kind cells
bad '10 to 20 ms; accepted' run --kind dipole --from 10 --to 20
bad '3 to 2 ms; accepted' run --kind raster --from 3 --to 2
bad "'20'; accepted: LO:HI" run --kind psd --freq 20
bad 'wider than' run --kind psd --freq 20:21
bad 'above 0' run --kind tfr --freq 0:50
bad "'0'; accepted" run --kind hist --bin 0
bad "accepted: a gid of run/results.h5, a whole number below " run --kind connectivity --cell 999
bad "accepted: a receptor: " run --kind connectivity --signal dopamine
bad 'no such file or model' nowhere --kind cells
bad 'grid.nx' erp --kind cells --set grid.nx=-3
bad "'no_such': no such file or model; accepted: a file, or one of erp" law_2021 --kind cells --drives no_such
# shellcheck disable=SC2046 # words
bad 'no. 65 of the set; accepted: up to 64' erp --kind cells $(seq -f '--set=grid.nx=%g' 65)
bad 'no such file or model, did you mean erp?' erpp --kind morphology
bad 'erp: No such file or directory; accepted: the results of a run' erp --kind raster
printf '# time_ms\tagg_nAm\n' >none.txt
bad 'no numbers' none.txt --kind dipole
printf '0 1\n' >one.txt
bad '1 sample; accepted' one.txt --kind dipole
printf '0 1\n1 nan\n' >nan.txt
bad 'nan' nan.txt --kind dipole

# ---- where it goes ----
bad "ends in .png" run --kind dipole --out figure.jpg
bad "ends in .png" run --kind dipole --out .png
bad 'no folder' run --kind dipole --out nowhere/figure.png
mkdir folder/figure.png
bad 'is a folder' run --kind dipole --out folder/figure.png
echo 'a picture of somebody' >mine.png
bad 'is no figure of Laminae' run --kind dipole --out mine.png
[ "$(cat mine.png)" = 'a picture of somebody' ] || fail 'mine.png is gone'
"$draw" plot run --kind dipole --out mine.png --force || fail '--force'
is_png mine.png || fail '--force: no picture'
ln -s /dev/null device.png
bad 'is no file' run --kind dipole --out device.png

# ---- without gnuplot ----
mkdir bin
for program in sh awk dirname basename readlink find head tail sed cat grep printf mktemp rm mv wc tr iconv \
    pwd env getconf cut sort uname id; do
    for place in /bin /usr/bin; do
        if [ -x $place/$program ]; then ln -sf $place/$program bin; fi
    done
done
(
    PATH=$PWD/bin
    bad 'gnuplot is missing' run --kind dipole --out none.png
) || exit 1
[ ! -e none.png ] || fail 'none.png is there'
[ "$(cksum run/results.h5)" = "$before" ] || fail 'the results have changed'
exit 0
