#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t473_replay - spikes of one network feed another: those of a population or of a later trial,
# from results.h5 and from its text file, onto all targets or from cell to cell. The times are the
# same to the last digit in the file, on two ranks, too.
set -eu

"$LAMINAE_HOME/laminae" run erp --mesh 3,3 --tstop 60 --dt 0.05 --trials 2 --no-plot --no-setup --quiet \
    --out first
# the spikes of layer 5 as they are in results.h5, and as a text of their own, in which they are
# multiples of dt; pyramids of layer 5 are gids 15 to 23
values() { h5dump -y -m %.15g -d "/trial/1/spikes/$1" first/results.h5 |
    sed -n '/ATTRIBUTE/,$d; /^ *DATA {/,/^ *}/p' | sed 's/DATA {//; s/}.*//' | tr ',' '\n' | sed 's/ //g; /^$/d'; }
values gid >gids.txt
values time_ms | paste -d' ' - gids.txt | awk '$2 >= 15 && $2 <= 23' | sort >expected.txt
awk '$3 == "L5_pyramidal" { print $1, $2 }' first/spikes_1.txt >deep.txt
[ "$(wc -l <deep.txt)" -gt 8 ]

cat >second.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("expect.hoc")}
objref column, field, trials, drive, connection, at, pc, file
// the texts from and population and the number trial are set before

// $s1 file  $s2 population  $3 trial
proc open() {local i
  column = new Column("neymotin_2020", "", "", "grid.nx=3\ngrid.ny=3", 0)
  drive = new Drive("deep", "spike_train", "")
  drive.replay($s1, $s2, $3)
  column.add(drive)
  connection = new Connection("deep", "L2_pyramidal", "proximal", "ampa")
  connection.weight_uS = 0.5
  connection.lamtha = 1000
  for i = 0, 8 connection.pair(24 + i, 3 + i)    // of 9 cells, each onto one
  column.add(connection)
}

pc = new ParallelContext()
open(from, population, trial)
{column.build(60)}
field = new LeadField()
trials = new Trials(column, field, 60, 0.05, "neuron")
{trials.run(0)}
if (pc.id() == 0) {
  file = new File()
  file.wopen("second.txt")
  for i = 0, trials.spike_gid.size() - 1 {
    file.printf("%.17g %d\n", trials.spike_time_ms.x[i], trials.spike_gid.x[i])
  }
  file.close()
}
{pc.barrier()}
quit()
END

# replay FILE POPULATION TRIAL [RUNNER ...]
replay() {
    arguments="-c 'strdef from, population' -c 'from = \"$1\"' -c 'population = \"$2\"' -c 'trial = $3'"
    shift 3
    eval "$* nrniv ${*:+-mpi} $arguments second.hoc" </dev/null >log 2>&1 || { cat log && exit 1; }
    # cell k of the drive has gid 24 + k, the pyramid it was 15 + k
    awk '$2 >= 24 { printf "%.15g %d\n", $1, $2 - 9 }' second.txt | sort >replayed.txt
}
HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH
export HOC_LIBRARY_PATH
replay first/results.h5 L5_pyramidal 1
diff expected.txt replayed.txt
cp second.txt one_rank.txt
for gid in 3 4 5 6 7 8 9 10 11; do # each cell that is reached answers
    awk -v gid=$gid '$2 == gid { n++ } END { exit n == 0 }' second.txt || { echo "$gid is silent" && exit 1; }
done
replay first/results.h5 L5_pyramidal 1 mpiexec -n 2
diff expected.txt replayed.txt
diff one_rank.txt second.txt
[ "$(cut -d' ' -f2 deep.txt | sort -u | wc -l)" = 9 ] # all fired, so that the text has all gids
replay deep.txt '' 0
sort deep.txt | diff - replayed.txt
for file in one_rank.txt second.txt; do # from 15 digits
    awk '{ printf "%.9f %d\n", $1, $2 }' "$file" | sort >"rounded_$file"
done
diff rounded_one_rank.txt rounded_second.txt
replay first/results.h5 L5_pyramidal 0 # another trial, other times
! cmp -s expected.txt replayed.txt
