# SPDX-License-Identifier: BSD-3-Clause
# laminar.awk - what laminar.gp draws of an electrode array: reads lfp_0 ... and csd_0 ... of the
# current folder, writes settings.gp, lfp (time, mean over trials at each contact) and csd (time, z,
# mean), at most SAMPLES of each. Environment: TITLE, ARRAY.

BEGIN {
    FS = "\t"
    max_samples = 1200
}

function stop(problem) {
    print problem
    failed = 1
    exit 1
}

FNR == 1 {
    kind = substr(FILENAME, 1, 3)
    n_files[kind]++
    n = split($0, word, " ") - 2
    if (word[1] != "#" || word[2] != "time_ms" || n < 1)
        stop(FILENAME ".txt: its first line names no columns")
    if (n_files[kind] > 1 && $0 != header[kind])
        stop(FILENAME ".txt has other columns than " kind "_0.txt")
    header[kind] = $0
    n_columns[kind] = n
    for (c = 1; c <= n; c++) {
        z[kind, c] = word[c + 2]
        sub(/^.*_z/, "", z[kind, c])
        sub(/um_.*$/, "", z[kind, c])
    }
    next
}

/^#/ { next }

{
    row = FNR
    n_rows = row > n_rows ? row : n_rows
    time[row] = $1
    for (c = 1; c <= n_columns[kind]; c++)
        sum[kind, row, c] += $(c + 1)
}

function quoted(text) {
    gsub(/'/, "''", text)
    return "'" text "'"
}

function show(name, value) { printf "%s = %s\n", name, value >"settings.gp" }

END {
    if (failed)
        exit 1
    if (!n_files["lfp"])
        stop("no potentials")
    every = int((n_rows - 2)/max_samples) + 1
    for (kind in n_files) {
        largest = 0
        for (row = 3; row <= n_rows; row += every) {
            line = time[row]
            for (c = 1; c <= n_columns[kind]; c++) {
                mean = sum[kind, row, c]/n_files[kind]
                size = mean < 0 ? -mean : mean
                largest = size > largest ? size : largest
                if (kind == "lfp")
                    line = line "\t" mean
                else
                    print time[row] "\t" z[kind, c] "\t" mean >kind
            }
            if (kind == "lfp")
                print line >kind
            last = time[row]
        }
        show("largest_" kind, largest > 0 ? largest : 1)
    }
    n = n_columns["lfp"]
    lowest = highest = z["lfp", 1]
    places = ""
    for (c = 1; c <= n; c++) {
        places = places (c > 1 ? " " : "") z["lfp", c]
        lowest = z["lfp", c] + 0 < lowest + 0 ? z["lfp", c] : lowest
        highest = z["lfp", c] + 0 > highest + 0 ? z["lfp", c] : highest
    }
    show("n", n)
    show("places", quoted(places))
    show("lowest", lowest)
    show("highest", highest)
    show("tstop", last)
    show("has_csd", ("csd" in n_files) ? 1 : 0)
    show("name", quoted(ENVIRON["TITLE"]))
    show("array", quoted(ENVIRON["ARRAY"]))
    show("n_trials", n_files["lfp"])
}
