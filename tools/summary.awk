# SPDX-License-Identifier: BSD-3-Clause
# summary.awk - what summary.gp draws: reads dipole_0 ... and spikes_0 ... of the current folder
# (all trials, dipoles first), writes settings.gp, mean, drives and raster there.
# Environment: TITLE, TRIALS, CELLS (empty: not known).

BEGIN {
    FS = "\t" # names of populations may hold spaces
    # Colours that the colour-blind tell apart (Okabe & Ito 2008; Tol 2021, "muted"). Layers have
    # shades of their own, the last population of a layer the first of them, but not a basket.
    split("#0072B2 #56B4E9 #332288", layer2, " ")
    split("#D55E00 #E69F00 #882255", layer5, " ")
    split("#117733 #44AA99 #AA4499 #CC6677 #661100 #999933", others, " ") # two for each layer
    split("#009E73 #CC79A7 #999933 #332288 #661100 #44AA99 #AA4499 #DDCC77 #117733 #88CCEE " \
          "#882255 #999999", drive_colours, " ")
    max_drives = 12 # that have a colour; if there are more, the last one is for all others
    max_word = 20   # letters in a line of a legend
    n_trials = ENVIRON["TRIALS"]
    n_cells = ENVIRON["CELLS"] == "" ? -1 : ENVIRON["CELLS"] + 0
}

function stop(problem) {
    print problem
    failed = 1
    exit 1
}

FNR == 1 {
    dipole = FILENAME ~ /^dipole/
    row = 0
    remarks = match($0, / \(.*\)$/) ? substr($0, RSTART) : "" # how the dipole is shown
    sub(/ \(.*\)$/, "")
    n_words = split($0, word, " ")
    if (word[1] != "#" || word[2] != "time_ms" || n_words < (dipole ? 3 : 4))
        stop(FILENAME ".txt: its first line names no columns")
    if (dipole && FILENAME != "dipole_0" && $0 != header)
        stop(FILENAME ".txt has other columns than dipole_0.txt")
    if (FILENAME == "dipole_0") {
        header = $0
        shown = remarks
        gsub(/ \(multiplied by /, " × ", shown)
        gsub(/ \(smoothed by a Hamming window of /, ", smoothed over ", shown)
        gsub(/\)/, "", shown)
        n_columns = n_words - 2
        for (c = 1; c <= n_columns; c++) {
            label[c] = word[c + 2]
            sub(/_nAm$/, "", label[c])
        }
    }
    next
}

/^#/ { next }

NF != (dipole ? n_columns + 1 : 3) {
    stop(FILENAME ".txt: line " FNR " has " NF " columns")
}

# Samples are averaged over the trials that have them: an interrupted one is shorter.
dipole {
    row++
    n_values[row]++
    time[row] = $1
    for (c = 1; c <= n_columns; c++) {
        sum[row, c] += $(c + 1)
        size = $(c + 1) < 0 ? -$(c + 1) : $(c + 1)
        if (row > 1 && size > largest)
            largest = size
    }
    if (row > last_row)
        last_row = row
    next
}

{
    n_spikes++
    spike_ms[n_spikes] = $1
    spike_gid[n_spikes] = $2
    spike_name[n_spikes] = $3
    first_trial[n_spikes] = FILENAME == "spikes_0"
    if (!($3 in first_gid)) {
        names[++n_names] = $3
        first_gid[$3] = $2
    }
    if ($2 < first_gid[$3])
        first_gid[$3] = $2
}

END {
    if (failed)
        exit 1
    if (!(time[last_row] > 0))
        stop("dipole_0.txt holds no samples after 0 ms")
    write_mean()
    sort_names()
    choose_colours()
    write_drives()
    write_raster()
    write_settings()
}

function write_mean(    i, c, line) {
    for (i = 1; i <= last_row; i++) {
        line = time[i]
        for (c = 1; c <= n_columns; c++)
            line = line " " sum[i, c] / n_values[i]
        print line > "mean"
    }
}

# By gid: cells come first, then drives.
function sort_names(    i, k, name, is_drive) {
    for (i = 2; i <= n_names; i++) {
        name = names[i]
        for (k = i - 1; k >= 1 && first_gid[names[k]] > first_gid[name]; k--)
            names[k + 1] = names[k]
        names[k + 1] = name
    }
    for (i = 1; i <= n_names; i++) {
        name = names[i]
        is_drive = n_cells >= 0 ? first_gid[name] >= n_cells : is_drive || name !~ /^L[0-9]/
        if (is_drive) {
            drives[++n_drives] = name
            drive_number[name] = n_drives
        } else
            populations[++n_populations] = name
    }
    if (n_drives > max_drives) {
        for (i = max_drives; i <= n_drives; i++)
            drive_number[drives[i]] = max_drives
        drives[max_drives] = n_drives - max_drives + 1 " more drives"
        n_drives = max_drives
    }
}

# The colour of the next member of a layer; `used` counts those before it.
function colour_of(name, used,    layer, n) {
    if (!match(name, /^L[0-9]+/))
        return others[used["no layer"]++ % 6 + 1]
    layer = substr(name, 2, RLENGTH - 1)
    if (name ~ /basket/ && !(layer in used)) # the pyramidal cells have not fired
        used[layer]++
    n = used[layer]++
    if (layer == 2 || layer == 23)
        return layer2[n % 3 + 1]
    if (layer == 5)
        return layer5[n % 3 + 1]
    if (!(layer in other_layers))
        other_layers[layer] = n_other_layers++
    return others[other_layers[layer] % 3 * 2 + n % 2 + 1]
}

function choose_colours(    i, used, used_by_columns) {
    for (i = n_populations; i >= 1; i--)
        population_colour[i] = colour_of(populations[i], used)
    for (i = 1; i <= n_columns; i++)
        column_colour[i] = label[i] == "agg" ? "#000000" : colour_of(label[i], used_by_columns)
    for (i = 1; i <= n_drives; i++)
        drive_colour[i] = drive_colours[i]
}

# 1, 2 or 5 times a power of ten, so that there are 50 to 125 bins.
function bin_width(tstop,    width) {
    for (width = 1e-6; tstop / width > 125; )
        width *= substr(sprintf("%e", width), 1, 1) == 2 ? 2.5 : 2
    return width
}

# Spikes per bin and trial, one column a drive.
function write_drives(    i, b, n_bins, line) {
    width = bin_width(time[last_row])
    n_bins = int(time[last_row] / width + 0.999999)
    for (i = 1; i <= n_spikes; i++)
        if (spike_name[i] in drive_number)
            count[int(spike_ms[i] / width), drive_number[spike_name[i]]]++
    for (b = 0; b <= n_bins; b++) {
        line = b * width
        for (i = 1; i <= n_drives; i++) {
            line = line " " count[b, i] / n_trials
            if (count[b, i] / n_trials > most)
                most = count[b, i] / n_trials
        }
        print line > "drives"
    }
}

# The cells' spikes of the first trial, a block for each population.
function write_raster(    i, p) {
    lowest = n_cells >= 0 ? 0 : 1e9
    highest = n_cells - 1
    for (p = 1; p <= n_populations; p++) {
        print "NaN NaN" > "raster"
        for (i = 1; i <= n_spikes; i++) {
            if (spike_name[i] != populations[p])
                continue
            if (first_trial[i]) {
                print spike_ms[i], spike_gid[i] > "raster"
                n_drawn++
            }
            if (spike_gid[i] < lowest)
                lowest = spike_gid[i]
            if (spike_gid[i] > highest)
                highest = spike_gid[i]
        }
        print "\n" > "raster"
    }
}

# A text as gnuplot reads it in single quotes.
function quoted(text) {
    gsub(/'/, "''", text)
    gsub(/[\n\r]/, " ", text)
    return "'" text "'"
}

# The lines of a legend, broken where a name has a _ or a space if it can be.
function broken(name, lines,    n, k) {
    for (n = 0; length(name) > max_word; n++) {
        for (k = max_word; k > max_word / 2 && substr(name, k, 1) !~ /[_ -]/; k--)
            ;
        if (k <= max_word / 2)
            k = max_word
        lines[n + 1] = substr(name, 1, k)
        name = substr(name, k + 1)
    }
    lines[n + 1] = name
    return n + 1
}

# A legend beside its panel, in letters as small as it asks for: commands for gnuplot. `top` and
# `height` are the panel's, in parts of the picture's height.
function write_legend(file, mark, names, colours, n, top, height,    i, k, n_lines, all, lines, at, step) {
    for (i = 1; i <= n; i++)
        all += 1 + 0.7 * (broken(names[i], lines) - 1)
    step = 46 / 1950
    step = all * step > height ? height / all : step
    at = top - step / 2
    printf "" > file
    for (i = 1; i <= n; i++) {
        n_lines = broken(names[i], lines)
        printf "set label %d '%s' at screen right + 0.014, screen %g font ',%g' noenhanced " \
            "textcolor rgb '%s'\n", 100 + 10 * i, mark, at, step * 1950 * 0.48, colours[i] > file
        for (k = 1; k <= n_lines; k++) {
            printf "set label %d %s at screen right + 0.04, screen %g font ',%g' noenhanced\n",
                100 + 10 * i + k, quoted(lines[k]), at, step * 1950 * 0.48 > file
            longest = length(lines[k]) > longest ? length(lines[k]) : longest
            at -= k < n_lines ? 0.7 * step : step
        }
    }
    printf "forget = %d\n", 100 + 10 * n + 9 > file
}

function set_words(variable, words, n,    i, text) {
    for (i = 1; i <= n; i++)
        text = text (i > 1 ? " " : "") words[i]
    print variable " = " quoted(text) > "settings.gp"
}

function set_number(variable, value) {
    print variable " = " value + 0 > "settings.gp"
}

# In nAm if the largest value has few digits there.
function set_unit() {
    print "unit = '" (largest >= 2e-3 ? "n" : largest >= 2e-6 ? "p" : "f") "Am'" > "settings.gp"
    set_number("per_nAm", largest >= 2e-3 ? 1 : largest >= 2e-6 ? 1e3 : 1e6)
}

function write_settings(    i) {
    print "name = " quoted(ENVIRON["TITLE"]) > "settings.gp"
    print "shown = " quoted(shown) > "settings.gp"
    for (i = 1; i <= n_columns; i++)
        if (label[i] == "agg")
            label[i] = "aggregate"
    longest = 8
    write_legend("drives.gp", "■", drives, drive_colour, n_drives, 0.905, 0.22)
    write_legend("columns.gp", "━", label, column_colour, n_columns, 0.665, 0.265)
    write_legend("populations.gp", "●", populations, population_colour, n_populations, 0.335, 0.26)
    set_unit()
    set_number("n_trials", n_trials)
    set_number("tstop", time[last_row])
    set_number("n_samples", last_row)
    set_number("bin", width)
    set_number("most", most)
    set_number("n_columns", n_columns)
    set_number("n_drives", n_drives)
    set_number("n_populations", n_populations)
    set_number("n_drawn", n_drawn)
    set_number("lowest", lowest)
    set_number("highest", highest)
    set_number("longest", longest)
    set_words("column_colours", column_colour, n_columns)
    set_words("drive_colours", drive_colour, n_drives)
    set_words("population_colours", population_colour, n_populations)
}
