#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t486_random_arguments - every public procedure of every template is called with arguments drawn
# at random. Each call goes well or ends in an error of ours, never in NEURON's own words or a
# crash. Procedures and what they take are read from the sources. SEED=N CALLS=N for other and
# more calls.
#
# Procedures and what they take are read from the sources. SEED=N CALLS=N for other and more calls.
set -eu
seed=${SEED:-1} calls=${CALLS:-1500}
# A file of traces that is asked for with 1e9 samples would take all of the disk for a moment.
trap '' XFSZ
ulimit -f 200000
mkdir -p work && cd work
cat >small.json <<END
{"laminae_network": 1, "extends": "$LAMINAE_HOME/params/erp.json", "name": "small",
 "grid": {"nx": 1, "ny": 1}, "tstop": [1, "ms"],
 "electrode_arrays": {"shank": {
   "positions": [[[9, 9, 0], [9, 9, 99], [9, 9, 198], [9, 9, 297]], "um"],
   "receptors_apart": true, "csd": {"method": "second_difference"}}},
 "current_density": {"slices": {"z": [[-100, 900], "um"], "thickness": [500, "um"]}},
 "eeg": {"cap": {"model": "four_sphere", "positions": [[[0, 0, 90]], "mm"],
   "dipole": {"position": [[0, 0, 70], "mm"], "up": [0, 0, 1]}}}}
END
# Points of a sweep are run by an experiment, which builds a column of its own.
cat >sweep.json <<END
{"network": "small.json", "parameters": {"drives.evprox1.mu": {"values": [1, 2]}},
 "design": "grid", "keep": ["dipole", "lfp", "spikes"]}
END
cat >points.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("try.hoc")}
objref the_Column, the_Experiment, the_SweepPoint
the_Column = new Column("small.json")
the_Experiment = new Experiment(new Column("small.json"), 1, 0.025, "neuron")
{laminae_spec_read("sweep.json")}
{laminae_sweep_layout(the_Column.network, 1, 41, 1, 0.025, 1, 0)}
the_SweepPoint = new SweepPoint(the_Experiment, 1, 0, "none")
END

# A fit has a column of its own, too, and a pool that no other has begun.
cat >fit.json <<END
{"network": "small.json", "parameters": {"drives.evprox1.mu": {"low": 1, "high": 2}},
 "objective": {"kind": "rates", "hz": {"L5_pyramidal": 1}}, "max_evaluations": 3}
END
cat >fits.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("try.hoc")}
strdef solver
objref the_Column, the_Experiment, the_PointPool, the_FitWorker, the_FitSearch
the_Column = new Column("small.json")
{laminae_fit_read("fit.json", solver)}
objective = laminae_objective_open("fit.json", "", "", "")
{laminae_fit_open("history", laminae_objective_prepare(objective, 41, 0.025, 1), the_Column.network, objective)}
the_PointPool = new PointPool()
the_Experiment = new Experiment(new Column("small.json"), 1, 0.025, "neuron")
the_FitWorker = new FitWorker(the_Experiment, objective, 1, 0, "none", 1, 0)
{the_FitWorker.stages(new Vector(1, 1), new Vector(1, 1), 0.025, "neuron")}
{the_PointPool.start(the_FitWorker)}
the_FitSearch = new FitSearch(the_PointPool, the_Column, objective, "history", 1)
END

# Lines "template procedure parameters"; init is what `new` calls.
list_procedures() {
    awk '
    /^begintemplate/ { template = $2 }
    /^public/ {
        sub(/\/\/.*/, "")
        gsub(/,/, " ")
        for (i = 2; i <= NF; i++) is_public[template, $i] = 1
    }
    /^(proc|func|obfunc) / {
        name = $2
        sub(/\(.*/, "", name)
        if (is_public[template, name] || name == "init") found[template " " name] = 1
    }
    /laminae_takes\(/ {
        line = $0
        while (sub(/\\$/, "", line)) {
            getline more
            line = line more
        }
        split(line, parts, "\"")
        print template, name, parts[4]
        delete found[template " " name]
    }
    END {
        for (lacks in found) print lacks ": takes what? laminae_takes() says it" >"/dev/stderr"
    }' \
        "$LAMINAE_HOME"/hoc/cell/*.hoc "$LAMINAE_HOME"/hoc/net/*.hoc \
        "$LAMINAE_HOME"/hoc/probe/*.hoc "$LAMINAE_HOME"/hoc/run/*.hoc \
        "$LAMINAE_HOME"/hoc/analysis/*.hoc "$LAMINAE_HOME"/hoc/gui/*.hoc
}
# The bridge's functions, too, but for those that end, wait for or start something, or run HOC.
list_bridge() {
    sed -n 's/^\(PROCEDURE\|FUNCTION\) \(laminae_[a-z_]*\).*/\2/p' \
        "$LAMINAE_HOME"/mod/lam_bridge_*.mod |
        grep -vx 'laminae_\(as_command\|trials_wait\|run_core\|results_draw\|results_close\|takes\|tell\)' |
        sed 's/.*/bridge & count handle, number a, text b, Vector c, number d, number e/'
}
list_procedures 2>lacking >procedures
list_bridge >>procedures
if [ -s lacking ]; then cat lacking && exit 1; fi

# draw SEED TEMPLATE ...: HOC lines try("call"). Half of the calls have arguments of the right kinds
# but for one. `the_NAME` is an object of each template.
draw() {
    awk -v seed="$1" -v calls="$calls" -v templates="$2" '
    function one_of(list, n, x) {
        n = split(list, x, " ")
        return x[1 + int(n*rand())]
    }
    function any() {
        if (rand() < 0.5) return one_of(numbers)
        if (rand() < 0.4) return one_of(texts)
        return one_of(objects)
    }
    function fitting(kind) {
        gsub(/\|/, " ", kind)
        kind = one_of(kind)
        if (kind == "text") return one_of(texts)
        if (kind == "Vector") return one_of("empty full")
        if (kind == "SectionList") return "a_section_list"
        if (kind ~ /^[A-Z]/) return kind in is_wanted ? "the_" kind : "nothing"
        if (kind == "flag") return one_of("0 1")
        return one_of("0 1 2 3 0.5 10")
    }
    BEGIN {
        srand(seed)
        n_templates = split(templates, names, " ")
        for (i = 1; i <= n_templates; i++) is_wanted[names[i]] = 1
        numbers = "0 1 2 -1 0.5 2.7 -3.5 1e9 1e15 1e300 -1e300 a_nan an_inf 17"
        texts = "\\\"\\\" \\\"soma\\\" \\\"gabaa\\\" \\\"L5_pyramidal\\\" \\\"no/such\\\" a_text" \
            " \\\"small.json\\\" \\\"neuron\\\" \\\"evprox1\\\" \\\"shank\\\" \\\"v:all\\\""
        objects = "nothing empty full a_list a_section_list"
    }
    # wait: of groups that do not come; release: nothing of the column may be used after it
    $1 in is_wanted && $2 != "wait" && $2 != "release" {
        n++
        template[n] = $1
        procedure[n] = $2
        $1 = $2 = ""
        gsub(/[][,]/, "")
        parameters[n] = $0
        if (template[n] != "bridge" && !index(objects, "the_" template[n] " ")) {
            objects = objects " the_" template[n] " "
        }
    }
    END {
        for (k = 0; k < calls; k++) {
            i = 1 + int(n*rand())
            m = split(parameters[i], words, " ")/2
            if (template[i] == "bridge") m = int(7*rand())
            wrong = int((m + 1)*rand())      # m: none is
            is_wild = rand() < 0.3
            if (is_wild) m = int((m + 2)*rand())
            list = ""
            for (j = 0; j < m; j++) {
                value = is_wild || j == wrong ? any() : fitting(words[2*j + 1])
                list = list (j ? ", " : "") value
            }
            call = "the_" template[i] "." procedure[i]
            if (procedure[i] == "init") call = "made = new " template[i]
            if (template[i] == "bridge") call = procedure[i]
            printf "try(\"%s(%s)\")\n", call, list
        }
    }' procedures
}

cat >try.hoc <<'END'
objref log_, empty, full, a_list, a_section_list, nothing, made, the_SectionTree, the_CellNodes
objref the_PointProcesses, the_ElectricField, the_ElectrodeArray, the_Slabs, the_LeadField, the_TreeShape, the_CellRecord
strdef a_text, said
log_ = new File()
{log_.aopen("/dev/stderr")}
// $s1 statement
proc try() {
  log_.printf("try: %s\n", $s1)
  log_.flush()
  execute1($s1, 1)
}
a_nan = 0
an_inf = 0
{sscanf("nan", "%lf", &a_nan)}
{sscanf("inf", "%lf", &an_inf)}
a_text = "text"
empty = new Vector()
full = new Vector(41, 1)
a_list = new List()
a_section_list = new SectionList()
create a_section
access a_section
{a_section_list.append()}
END

cat >probe.hoc <<'END'
{load_file("stdrun.hoc")}
{load_file("$LAMINAE_HOME/probe.hoc")}
{load_file("try.hoc")}
objref the_Sensors
the_SectionTree = new SectionTree()
the_TreeShape = new TreeShape(the_SectionTree, 0, 0)
the_CellRecord = new CellRecord()
the_CellNodes = new CellNodes(the_SectionTree)
the_PointProcesses = new PointProcesses()
the_ElectrodeArray = new ElectrodeArray("shank")
{the_ElectrodeArray.line(50, 0, 0, 200, 100)}
the_Slabs = new Slabs("slices", 0, 200, 100)
{the_Slabs.around(0, 0, 100)}
the_LeadField = new LeadField()
the_ElectricField = new ElectricField()
the_Sensors = new Sensors()
{the_Sensors.electrodes(the_ElectrodeArray)}
{the_Sensors.slabs(the_Slabs)}
tstop = 1
{run()}
END

# The parts of a Column, made one by one: there is one set of gids.
cat >parts.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("try.hoc")}
objref other, the_Populations, the_SpikeDetectors, the_RankCells, the_DriveCells, the_Wiring
objref the_TonicClamps
other = new Column("small.json")
the_Populations = new Populations(other.network)
the_SpikeDetectors = new SpikeDetectors(other.network)
the_RankCells = new RankCells(the_Populations, the_SpikeDetectors)
the_DriveCells = new DriveCells(the_Populations, the_SpikeDetectors)
the_Wiring = new Wiring(the_RankCells, the_DriveCells, 2)
the_TonicClamps = new TonicClamps(the_RankCells)
END

cat >column.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("try.hoc")}
objref the_Column, other, the_DipoleProbe, the_ArrayProbe, the_ColumnArrays, the_ColumnSlabs
objref the_ColumnSensors, the_Recording, the_Trials, the_ResultsFile, the_TrialGroups
objref the_PointPool
objref the_Connection, the_Drive, the_TonicBias, the_CellType, the_CellBody, the_L5Pyr, the_L2Pyr
objref the_L2Basket, the_L5Basket, the_DescribedCell, the_DescribedMechanism, the_KnownMechanism
objref the_Waveform, the_Spectrum, the_SpikeStatistics, the_PathFields, the_LivePlots
objref the_LaminarProfile, the_SignalShares, the_Receptors
the_SectionTree = new SectionTree()
the_TreeShape = new TreeShape(the_SectionTree, 0, 0)
the_CellRecord = new CellRecord()
the_CellNodes = new CellNodes(the_SectionTree)
the_PointProcesses = new PointProcesses()
the_ElectrodeArray = new ElectrodeArray("shank")
{the_ElectrodeArray.line(50, 0, 0, 200, 100)}
the_Slabs = new Slabs("slices", 0, 200, 100)
{the_Slabs.around(0, 0, 100)}
the_Column = new Column("small.json")
{the_Column.build(2)}
the_LeadField = new LeadField()
the_Receptors = new Receptors(the_Column)
the_DipoleProbe = new DipoleProbe(the_Column, the_LeadField)
the_ArrayProbe = new ArrayProbe(the_LeadField, the_ElectrodeArray, empty, empty)
the_ColumnArrays = new ColumnArrays(the_Column, the_LeadField)
the_ColumnSlabs = new ColumnSlabs(the_Column, the_LeadField)
the_ColumnSensors = new ColumnSensors(the_Column)
the_Recording = new Recording(the_Column)
{the_Recording.add("v")}
the_Trials = new Trials(the_Column, the_LeadField, 1, 0.025, "neuron")
{the_Trials.record(the_Recording)}
{the_Trials.run(0)}
the_ResultsFile = new ResultsFile("results", the_Column)
the_TrialGroups = new TrialGroups(the_ResultsFile, "results", 2)
the_PointPool = new PointPool()
the_Connection = new Connection("L5_basket", "L5_pyramidal", "soma", "gabaa")
the_Drive = new Drive("more", "evoked", "proximal")
the_TonicBias = new TonicBias("tonic", "L5_pyramidal", 0.1)
other = new Column("small.json")
the_CellType = new CellType(other.network, 1)
the_KnownMechanism = new KnownMechanism("pas", 0, "a cell")
the_DescribedMechanism = new DescribedMechanism(other.network, 1, 0, 0, "a cell")
the_CellBody = the_Column.cells.o(0).body
the_Waveform = new Waveform(full.c().indgen(0, 1), full)
the_Spectrum = new Spectrum(full, 1)
the_SpikeStatistics = new SpikeStatistics(full, full, 0, 9, 0, 40)
the_LaminarProfile = new LaminarProfile(full.c().indgen(0, 1), full.c().indgen(0, 1), new Vector(41*41, 1))
the_SignalShares = new SignalShares(full, 1)
the_PathFields = new PathFields(other, "celsius", new String())
the_LivePlots = new LivePlots(0)
END

# It builds a column of its own.
cat >experiment.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("try.hoc")}
objref the_Column, the_Experiment, the_Difference
the_Column = new Column("small.json")
the_Difference = new Difference(the_Column.network, the_Column.network, 1)
the_Experiment = new Experiment(new Column("small.json"), 1, 0.025, "neuron")
END

# Words of NEURON's.
raw='bad stack access|not enough arg|xpecting|subscript|not a public|ivision by|NULL|ndefined'
raw="$raw|range of|out of range|is not type"

# try_all SCRIPT SEED TEMPLATES: what went wrong is said
try_all() {
    {
        sed "s|\$LAMINAE_HOME|$LAMINAE_HOME|" "$1.hoc"
        draw "$2" "$3"
        echo '{print "whole"}'
        echo '{quit()}'
    } >"$1_$2.hoc"
    timeout 300 nrniv "$1_$2.hoc" >output 2>>"$1_$2.log" </dev/null && status=0 || status=$?
    if [ "$status" -ne 0 ] || [ "$(tail -1 output)" != whole ]; then
        echo "$1.hoc: status $status after:"
        grep '^try: ' "$1_$2.log" | tail -2
        tail -5 "$1_$2.log"
        return 1
    fi
    # The innermost call, which NEURON tells first, is ours, and said no word of NEURON's.
    awk '
    /^try: / { call = substr($0, 6); state = 0 }
    /\/nrniv: / { message = substr($0, index($0, "nrniv: ") + 7); state = 1; next }
    state == 1 && /^ *\^$/ { state = 2; next }
    state == 2 {
        state = 0
        n++
        if ($0 ~ /(laminae_[a-z_]*|execerror)\(/ && message !~ raw) next
        if (said[message]++) next
        print call ": " message
        n_raw++
    }
    END {
        if (n < 50) print "only " n + 0 " errors"
        exit n_raw > 0 || n < 50
    }' raw="$raw" "$1_$2.log"
}

failed=0
templates=$(cut -d' ' -f1 procedures | sort -u | tr '\n' ' ')
try_all probe "$seed" \
    'Sensors SectionTree CellNodes PointProcesses ElectrodeArray Slabs LeadField ElectricField' ||
    failed=1
cp column.hoc bridge.hoc
try_all bridge "$seed" bridge || failed=1
try_all points "$seed" SweepPoint || failed=1
try_all fits "$seed" 'FitWorker FitSearch' || failed=1
templates=$(echo "$templates" | sed 's/bridge //; s/SweepPoint //; s/FitWorker //; s/FitSearch //')
parts='Populations SpikeDetectors RankCells DriveCells Wiring TonicClamps'
try_all parts "$seed" "$parts" || failed=1
try_all experiment "$seed" 'Experiment Difference' || failed=1
for template in Sensors ElectricField ColumnPanel Experiment Difference $parts; do    # which has windows
    templates=$(echo " $templates" | sed "s/ $template / /")
done
try_all column "$seed" "$templates" || failed=1
exit $failed
