#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t010_units - modlunit accepts the units of every mechanism, none of them switched off.
set -u
cp "$LAMINAE_HOME"/mod/*.mod "$LAMINAE_HOME"/mod/*/*.mod .
failed=0
if grep -n UNITSOFF ./*.mod; then failed=1; fi
for mod in *.mod; do
    MODLUNIT=$NRNHOME/share/nrn/lib/nrnunits.lib "$NRNHOME/bin/modlunit" "$mod" >output 2>&1 || {
        echo "$mod:" && tail -5 output
        failed=1
    }
done
exit $failed
