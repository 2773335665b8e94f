#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t824_regress_laminar_figure - in the figure of an electrode array no trace crosses the one above
# it or leaves the panel. Contacts with unequal distances stand where they are; of many contacts
# some are drawn; sources are named like sinks.
set -u
tools=$LAMINAE_HOME/tools
fail() { echo "$*" && exit 1; }
# files of contacts at heights $heights, whose values at 0.2 ms and later are FACTORs, by turns whole and
# half and negative
laminar_of() { # FACTOR...
    # shellcheck disable=SC2086 # a list of numbers
    printf '%s\n' $heights | awk -v factors="$*" '
    { z[NR] = $1 }
    END {
        n_rows = split("0 0 " factors, f, " ")
        for (k = 1; k <= 2; k++) {
            file = k == 1 ? "lfp_0" : "csd_0"
            printf "# time_ms" >file
            for (i = 1; i <= NR; i++) printf " %d_z%sum_uV", i - 1, z[i] >file
            print "" >file
            for (r = 1; r <= n_rows; r++) {
                printf "%g", 0.1*(r - 1) >file
                for (i = 1; i <= NR; i++) printf "\t%g", f[r]*((i % 2) ? 1 : -0.5) >file
                print "" >file
            }
        }
    }'
    TITLE=t ARRAY=a awk -f "$tools/laminar.awk" lfp_0 csd_0 || fail "$heights"
}
setting() { sed -n "s/^$1 = //p" settings.gp; }

# Traces that come near each other, at the ends, too; contacts in no order
heights='0 300 100 200'
laminar_of 1 -1 0.5
awk -v bottom="$(setting bottom)" -v top="$(setting top)" '
    { for (i = 2; i <= NF; i++) { if ($i < bottom || $i > top || (i > 2 && $i <= $(i - 1))) wrong = 1 } }
    NF != 5 { wrong = 1 }
    END { exit wrong || NR != 4 }' lfp || fail "traces: $(cat settings.gp lfp)"
[ "$(setting tstop)" = 0.4 ] || fail "tstop $(setting tstop)"

# Heights of rows: below 50 um the first contact's, above 650 the last one's
heights='0 100 1200'
laminar_of 1 1 1
awk '$1 == 0.2 { want = $2 < 50 ? 1 : $2 <= 650 ? -0.5 : 1; wrong += $3 != want; n++ }
    END { exit wrong > 0 || n < 100 }' csd || fail 'uneven contacts'

heights=$(seq 0 30 2970)
laminar_of 1 -1 2
[ "$(setting n_contacts)" -eq 100 ] || fail "contacts: $(cat settings.gp)"
[ "$(setting n)" -le 25 ] || fail "many: $(cat settings.gp)"
awk -v n="$(setting n)" 'NF != n + 1 { exit wrong = 1 } END { exit wrong }' lfp || fail 'traces of many'

grep -q "'source'" "$tools/laminar.gp" || fail 'no source'
grep -q "'sink'" "$tools/laminar.gp" || fail 'no sink'
