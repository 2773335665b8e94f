#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t040_floor - bench/floor.c compiles as it says, and steps what the default column has.
set -eu
cd "$LAMINAE_HOME"
command=$(sed -n '/^ \* *gcc /,/-o floor/{ s/^ \* *//; s/ \\$//; s/ -o floor.*//; p }' bench/floor.c)
# shellcheck disable=SC2086 # a command and its arguments
$(echo "$command" | tr '\n' ' ') -Wall -Wextra -Werror -o "$OLDPWD/floor"
cd "$OLDPWD"
./floor 10 >output || { cat output && exit 1; }
cat >count.hoc <<'END2'
{load_file("laminae.hoc")}
objref column, synapses
column = new Column("erp")
{column.build(1)}
n = 0
forall { n += nseg }
synapses = new List("Exp2Syn")
printf("%d segments, %d synapses, %d steps:\n", n, synapses.count(), 170/0.025 + 0.5)
quit()
END2
nrniv count.hoc </dev/null >expected
grep -qf expected output || { cat expected output && exit 1; }
