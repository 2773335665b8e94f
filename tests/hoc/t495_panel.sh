#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t495_panel - a column in NEURON's windows: the run that is seen live is that of ./laminae run;
# dipole and spikes are drawn; it can be stopped, changed and run again, by the mouse, too; errors
# are shown. mosinit.hoc and ./laminae windows open the same. Without a display all are refused in a line.
set -eu
for program in Xvfb import convert xdotool; do
    command -v "$program" >/dev/null || { echo "no $program" && exit 77; }
done
"$LAMINAE_HOME/laminae" run erp --no-setup --quiet --no-plot --mesh 2,2 --tstop 40 --out live

# A number that is free; Xvfb says it when the display is there.
mkfifo number
Xvfb -displayfd 5 -screen 0 1280x800x24 5>number >xvfb 2>&1 &
server=$!
trap 'kill $server' EXIT
DISPLAY=:$(cat number)
export DISPLAY

cat >test.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("expect.hoc")}
objref column, panel, cvode, handler, times, gids, file, all
column = new Column("erp", "", "", "grid.nx=2\ngrid.ny=2\ntstop=40\n", 0)
panel = new ColumnPanel(column)
cvode = new CVode()
func n_sections() {local n
  n = 0
  forall n += 1
  return n
}
// $o1 ColumnPanel  $s2 text
func is_said_by() {localobj functions
  functions = new StringFunctions()
  return functions.substr($o1.status.s, $s2) >= 0
}
// $s1 text
func is_said() { return is_said_by(panel, $s1) }
// $s1 file
proc picture() {localobj command
  command = new String()
  sprint(command.s, "sleep 0.3; import -silent -window root %s.png", $s1)
  doNotify()
  system(command.s)
}
// returns whether the last run was the first one, to the bit
func is_first() {
  return panel.trials.spike_time_ms.eq(times) && panel.trials.spike_gid.eq(gids)
}

// a run that is seen
{expect(panel.try("build()"), "a build")}
{picture("empty")}
{panel.run()}
{expect(panel.n_runs == 1 && panel.n_looks == 39, "looks at a run")}
{picture("whole")}
times = panel.trials.spike_time_ms.c()
gids = panel.trials.spike_gid.c()
file = new File()
{file.wopen("spikes")}
for i = 0, gids.size() - 1 file.printf("%.9g %d\n", times.x[i], gids.x[i])
{file.close()}
{file.wopen("dipole")}
for i = 0, panel.plots.time_ms.size() - 1 {
  file.printf("%.9g %.17g %.17g %.17g\n", panel.plots.time_ms.x[i], panel.plots.total_nAm.x[i], \
    panel.plots.layers_nAm.o(0).x[i], panel.plots.layers_nAm.o(1).x[i])
}
{file.close()}

// stopped, by a call and by a click, then once more to the end; the same by the other engine
proc stop_at_10() { cvode.event(10.2, "panel.halt()") }
handler = new FInitializeHandler("stop_at_10()")
{panel.run()}
{expect(panel.trials.time_ms.max() < 10.5 && is_said("10.2 of 40 ms"), "a run that is stopped")}
proc click_stop() { system("xdotool mousemove 60 115 click 1; sleep 0.3") }
proc stop_at_10() { cvode.event(10.2, "click_stop()") }
{panel.run()}
{expect(panel.trials.time_ms.max() < 13 && panel.n_runs == 3, "the button Stop")}
objref handler
{panel.run()}
{expect(is_first() && panel.plots.time_ms.max() > 39.9, "a run after a stopped one")}
panel.is_live = 0
{panel.run()}
{expect(panel.n_looks == 0 && is_first(), "CoreNEURON")}
panel.is_live = 1

// numbers that are changed and refused
n = n_sections()
all = new List("Column")
n_columns = all.count()
panel.cards.o(1).values.x[0] = 24
{panel.cards.o(1).change(0)}
{expect(is_said("drives.evprox1.mu: 24"), "a changed number")}
panel.cards.o(1).values.x[1] = -3
{panel.cards.o(1).change(1)}
{expect(is_said("drives.evprox1.sigma"), "a refused number") expect(is_said("accepted"), "how")}
{expect(panel.cards.o(1).values.x[1] == 2.47, "the number that was there")}
{panel.run()}
{expect(!is_first() && panel.column.n_cells == 12, "another run")}
{expect(n_sections() == n, "sections of the old column")}
panel.cards.o(1).values.x[0] = 26.61
{panel.cards.o(1).change(0)}
{panel.run()}
{expect(is_first(), "the number as it was")}
{expect(all.count() == n_columns, "old columns")}
{panel.description.set("settle", 10)}
{panel.run()}
{expect(panel.n_looks == 39 && panel.trials.n_settles == 1 && !is_first(), "a settled start")}
{panel.description.set("settle", 0)}
{panel.run()}
{expect(is_first(), "and none")}
panel.trial = 0.5
{panel.run()}
{expect(is_said("trial"), "half a trial")}
panel.trial = 0

// other networks
{panel.choose("no_such")}
{expect(is_said("'no_such'") && panel.column.n_cells == 12, "no such network")}
{panel.choose("live/results.h5")}
{panel.run()}
{expect(is_first() && n_sections() == n, "the results")}
{panel.choose("law_2021")}
{expect(panel.cards.count() == 3 && panel.column.n_cells > 200, "another model")}
{panel.choose("live")}

// cells whose sections have no 3-d points, which NEURON would lay out to show them
begintemplate Stick
public body, soma, dendrite
create soma, dendrite
objref body
proc init() {
  soma {
    L = 39
    diam = 20
    insert hh2
    v = -65
  }
  dendrite {
    L = 200
    diam = 20
    nseg = 5
    insert pas
    e_pas = -65
    v = -65
  }
  connect dendrite(0), soma(1)
  body = new CellBody($o1, $2, $3, $4)
  soma body.add("soma")
  body.build()
}
endtemplate Stick
objref sticks, field, trials, other, dipole, plain, seen
proc run_sticks() {
  sticks = column.copy()
  sticks.use_template("L2_basket", "Stick", 1)
  other = new ColumnPanel(sticks)
  sticks.build(40)
  field = new LeadField()
  trials = new Trials(sticks, field, 40, 0.025, "neuron")
  dipole = new DipoleProbe(sticks, field)
  trials.run(0)
  plain = new Vector()
  dipole.scalar(0, plain)
  times = trials.spike_time_ms.c()
  gids = trials.spike_gid.c()
  other.run()
  expect(is_said_by(other, "let go of it"), "a column of the script's that is built")
  objref trials, dipole, field, sticks
  other.run()
  expect(other.n_runs == 1 && other.trials.spike_time_ms.eq(times), "cells without 3-d points")
  seen = new Vector()
  other.dipole.scalar(0, seen)
  expect(seen.eq(plain), "the dipole of a run that is seen, to the bit")
  other.column.cells.o(0).dendrite expect(n3d() == 0 && L == 200, "their shape")
  other.close()
  objref other
}
// a click
{system("(sleep 0.5; xdotool mousemove 60 80 click 1) &")}
n_runs = panel.n_runs
start_s = laminae_now()
while (panel.n_runs == n_runs && laminae_now() < start_s + 60) { doNotify() }
{expect(panel.n_runs == n_runs + 1 && is_first(), "the button Run")}
{panel.close()}

objref panel
run_sticks()
{quit()}
END
HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH LAMINAE_WINDOWS=yes \
    nrniv test.hoc </dev/null >output 2>errors || { cat output errors && exit 1; }

grep -v '^#' live/spikes_0.txt | awk '{ printf "%.9g %d\n", $1, $2 }' | diff - spikes
grep -v '^#' live/dipole_0.txt | paste -d ' ' - dipole | awk '
    { for (i = 1; i <= 4; i++) if (($i - $(i + 4))^2 > (1e-9*(i == 1 ? $i : 1))^2) wrong = 1 }
    END { exit wrong || NR != 1601 }' || { echo 'dipole differs' && exit 1; }
# Lines of three colours, and marks of two, where the axes stood empty.
pixels() { # PICTURE AREA COLOUR
    convert "$1.png" -crop "$2" +repage -format %c histogram:info: |
        awk -v colour="$3" 'index($0, colour) { print $1 + 0; n++ } END { if (!n) print 0 }'
}
is_drawn() { # AREA COLOUR
    [ "$(pixels whole "$1" "$2")" -gt "$(($(pixels empty "$1" "$2") + 30))" ] ||
        { echo "nothing drawn in $2 at $1" && exit 1; }
}
for colour in '#FF0000' '#0000FF' '#000000'; do is_drawn 250x210+620+110 "$colour"; done
for colour in '#FF0000' '#0000FF'; do is_drawn 250x250+620+440 "$colour"; done

# What NEURON's users expect; standard input stays open for what they may type.
cat >small.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "small",
 "grid": {"nx": 1, "ny": 1}, "tstop": [5, "ms"]}
END
says_run() { # COMMAND ...
    printf '{panel.run()}\n{printf("%%d run of %%s\\n", panel.n_runs, panel.column.name)}\nquit()\n' |
        "$@" >output 2>errors || { cat output errors && exit 1; }
    grep -q '1 run of small' output || { cat output errors && exit 1; }
}
for program in nrngui nrniv; do
    says_run "$program" -c 'strdef network' -c 'network = "small.json"' "$LAMINAE_HOME/mosinit.hoc"
done
says_run "$LAMINAE_HOME/laminae" windows small.json --no-setup
# refused LINE COMMAND ...
refused() {
    line=$1
    shift
    status=0
    "$@" </dev/null >output 2>errors || status=$?
    grep -q "$line" errors || { cat output errors && exit 1; }
}
refused "laminae: network 'no_such': no such file or model; accepted: " \
    nrngui -c 'strdef network' -c 'network = "no_such"' "$LAMINAE_HOME/mosinit.hoc"
[ "$status" -eq 2 ]
refused "laminae: network 'no_such': no such file or model; accepted: " "$LAMINAE_HOME/laminae" windows no_such --no-setup
[ "$status" -eq 2 ]
no_display() { # WHAT
    for command in nrngui nrniv windows; do
        program=$command argument=$LAMINAE_HOME/mosinit.hoc
        if [ $command = windows ]; then program=$LAMINAE_HOME/laminae argument=windows; fi
        refused "^laminae: DISPLAY: $1; accepted: an X server" "$program" "$argument"
        [ "$status" -eq 2 ] && [ "$(cat output errors | wc -l)" -eq 1 ]
    done
}
DISPLAY=:65123
no_display "':65123' does not answer"
unset DISPLAY
no_display 'not set'
cat >without.hoc <<'END'
{load_file("laminae.hoc")}
objref column
column = new Column("small.json")
column.panel()
quit()
END
refused 'panel: no window can be opened; accepted: ' nrniv without.hoc
[ "$status" -eq 1 ]
