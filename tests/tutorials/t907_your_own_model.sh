#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t907_your_own_model - the eighth lesson is true: its commands print what it shows of the model that
# stands for a user's, its excerpts stand in the script. MAINEN, a folder with ModelDB 2488, compiled:
# what it shows of that model, too.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/08_your_own_model
check_commands "$lesson/lesson.md" "$lesson/laminar_probe.hoc"
[ -s results/pyramid/potentials.png ] || { echo 'no picture' && exit 1; }
[ -n "${MAINEN:-}" ] || exit 0
printf '{load_file("demofig1.hoc")}\n{fig1c()}\ntstop = 100\n' >"$MAINEN/fig1c.hoc"
sed -n '/^## A published/,$s/^    //p' "$lesson/lesson.md" | grep -E '^ .*farthest|^dipole' >shown
(cd "$MAINEN" && "$NRNHOME/bin/nrniv" -nopython -nogui fig1c.hoc "$lesson/laminar_probe.hoc") </dev/null \
    2>errors | grep -E 'farthest|dipole' | diff shown -
