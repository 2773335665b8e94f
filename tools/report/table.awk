# SPDX-License-Identifier: BSD-3-Clause
# table.awk - what laminae-analyse says about results, as a table of a page:
#   awk -v what=WHAT -v n=RESULTS -v work=FOLDER -f table.awk
# FOLDER holds WHAT.1.csv, ..., an empty one where nothing can be said, and `labels`, the names of the
# results, which are text of HTML.

function heading(name,  unit) {
    if (name in words) return words[name]
    if (name ~ /_(sem_|)nAm2$/) unit = " (nAm<sup>2</sup>)"
    else if (name ~ /_nAm$/) unit = " (nAm)"
    else if (name ~ /_ms$/) unit = " (ms)"
    else if (name ~ /_hz$/) unit = " (Hz)"
    sub(/_(nAm2|nAm|ms|hz)$/, "", name)
    if (name ~ /(^sem_|_sem$)/) name = "SEM"
    gsub(/_/, " ", name)
    return name unit
}
# Digits to read; texts are of letters, digits and _.-+/ alone.
function cell(text, name) {
    if (text == "") return "<td>–</td>"
    if (text ~ /^[-+0-9.eE]+$/) return "<td class=\"number\">" sprintf(name ~ /_ms$/ ? "%.8g" : "%.5g", text) "</td>"
    return "<td>" text "</td>"
}

BEGIN {
    FS = ","
    words["relative"] = "share of all power"
    words["relative_sem"] = "SEM of the share"
    for (i = 1; (getline line <(work "/labels")) > 0; i++) label[i] = line
    for (i = 1; i <= n; i++) {
        file = work "/" what "." i ".csv"
        for (row = 1; (getline <file) > 0; row++) {
            if (row == 1) split($0, names)
            if (row == 1 && is_open) continue
            if (row == 1) {
                print "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table: " what "\">"
                printf "<table>\n<thead><tr>"
                if (n > 1) printf "<th scope=\"col\">results</th>"
                for (k = 1; k <= NF; k++) printf "<th scope=\"col\">%s</th>", heading($k)
                print "</tr></thead>\n<tbody>"
                is_open = 1
                continue
            }
            printf "<tr>"
            if (n > 1) printf "<th scope=\"row\">%s</th>", label[i]
            for (k = 1; k <= NF; k++) printf "%s", cell($k, names[k])
            print "</tr>"
        }
        close(file)
    }
    if (is_open) print "</tbody>\n</table>\n</div>"
}
