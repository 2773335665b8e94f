# SPDX-License-Identifier: BSD-3-Clause
# laminar.awk - what laminar.gp draws of an electrode array: reads lfp_0 ... and csd_0 ... of the
# current folder, writes settings.gp, lfp (time, traces) and csd (time, z, mean), of the means over
# trials. Environment: TITLE, ARRAY.

BEGIN {
    FS = "\t"
    max_samples = 1200
    max_traces = 25
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

function mean(kind, row, c) { return sum[kind, row, c]/n_files[kind] }

function largest_of(kind,    row, c, value, largest) {
    for (row = 3; row <= n_rows; row += every)
        for (c = 1; c <= n_columns[kind]; c++) {
            value = mean(kind, row, c)
            value = value < 0 ? -value : value
            largest = value > largest ? value : largest
        }
    return largest > 0 ? largest : 1
}

# Contacts from below, in order[1] ...
function sort_contacts(kind,    i, k, c) {
    for (i = 1; i <= n_columns[kind]; i++) {
        for (k = i - 1; k >= 1 && z[kind, order[k]] + 0 > z[kind, i] + 0; k--)
            order[k + 1] = order[k]
        order[k + 1] = i
    }
}

# So many um a uV that no trace crosses the one above it.
function choose_gain(    i, row, below, above, apart, nearer, gain) {
    gain = 3*room/largest_of("lfp")
    for (i = 1 + thin; i <= n; i += thin) {
        below = order[i - thin]
        above = order[i]
        apart = z["lfp", above] - z["lfp", below]
        for (row = 3; row <= n_rows; row += every) {
            nearer = mean("lfp", row, below) - mean("lfp", row, above)
            if (apart > 0 && nearer*gain > 0.9*apart)
                gain = 0.9*apart/nearer
        }
    }
    return gain
}

# Time, then the heights of the traces, those of every `thin`th contact.
function write_traces(gain,    i, row, line, y, bottom, top) {
    bottom = z["lfp", order[1]] - 0.4*room
    top = z["lfp", order[n]] + 0.4*room
    for (row = 3; row <= n_rows; row += every) {
        line = time[row]
        for (i = 1; i <= n; i += thin) {
            y = z["lfp", order[i]] + gain*mean("lfp", row, order[i])
            line = line "\t" y
            bottom = y < bottom ? y : bottom
            top = y > top ? y : top
        }
        print line >"lfp"
    }
    show("bottom", bottom)
    show("top", top)
}

# Time, height, density: rows of one height. Contacts that are not equally far apart are drawn by finer
# rows, each of the density at the nearest contact.
function write_csd(    i, k, row, n, n_fine, from, to, step, at, uneven) {
    n = n_columns["csd"]
    from = z["csd", order[1]] + 0
    to = z["csd", order[n]] + 0
    step = n > 1 ? (to - from)/(n - 1) : 100
    for (i = 1; i <= n; i++) {
        at = z["csd", order[i]] - from - (i - 1)*step
        if (at*at > 1e-6*step*step)
            uneven = 1
    }
    n_fine = uneven ? 200 : n
    step = n_fine > 1 ? (to - from)/(n_fine - 1) : step
    for (i = 1; i <= n_fine; i++) {
        at = from + (i - 1)*step
        for (k = uneven ? 1 : i; uneven && k < n && at > (z["csd", order[k]] + z["csd", order[k + 1]])/2; k++)
            ;
        for (row = 3; row <= n_rows; row += every)
            print time[row] "\t" at "\t" mean("csd", row, order[k]) >"csd"
    }
    show("csd_bottom", from - step/2)
    show("csd_top", to + step/2)
    show("largest_csd", largest_of("csd"))
}

END {
    if (failed)
        exit 1
    if (!n_files["lfp"])
        stop("no potentials")
    every = int((n_rows - 2)/max_samples) + 1
    n = n_columns["lfp"]
    thin = int((n + max_traces - 1)/max_traces)
    sort_contacts("lfp")
    room = z["lfp", order[n]] - z["lfp", order[1]]
    room = room > 0 ? room*thin/(n - 1) : 100
    gain = choose_gain()
    write_traces(gain)
    if ("csd" in n_files) {
        sort_contacts("csd")
        write_csd()
    }
    show("gain", gain)
    show("n", int((n - 1)/thin) + 1)
    show("n_contacts", n)
    show("thin", thin)
    show("tstop", time[n_rows])
    show("has_csd", ("csd" in n_files) ? 1 : 0)
    show("name", quoted(ENVIRON["TITLE"]))
    show("array", quoted(ENVIRON["ARRAY"]))
    show("n_trials", n_files["lfp"])
}
