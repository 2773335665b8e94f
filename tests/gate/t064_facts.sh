#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t064_facts - docs/facts.md has a row for each fact of the tables in lam_network_facts.c, with its
# kind and unit, and no other; where a name ends in a unit, that is the unit. What lam_difference.c
# says of facts is of facts that there are.
set -eu
cat >list.c <<'END_C'
#include "laminae.h"
#include <stdio.h>
int main(int n, char **arguments) {
    lam_network *network;
    char *text;
    (void)n;
    if (lam_network_read(arguments[1], &network) != LAM_OK ||
        lam_facts_list(lam_network_owner(network), &text) != LAM_OK) {
        return 1;
    }
    return fputs(text, stdout) == EOF;
}
END_C
cc -I"$LAMINAE_HOME/csrc/include" list.c -L"$LAMINAE_HOME/build/lib" -llaminae \
    -Wl,-rpath,"$LAMINAE_HOME/build/lib" -o list
./list "$LAMINAE_HOME/params/erp.json" >facts
[ "$(wc -l <facts)" -gt 100 ] || { echo 'few facts' && exit 1; }

# Rows stand below the list that they are in, "## `cell_types[]`".
awk -F' *[|] *' '
    /^## / { way = $0 ~ /`/ ? substr($0, 5, length($0) - 5) "." : "" }
    /^\| `/ { gsub(/`/, "", $2); print way $2 "\t" $3 "\t" $4 }
' "$LAMINAE_HOME/docs/facts.md" | grep -v '^laminae_' >rows
sort facts >facts.sorted
sort rows >rows.sorted
diff facts.sorted rows.sorted || { echo 'docs/facts.md: <: lacks, >: has' && exit 1; }

# Units as names spell them: _ for what stands between two, S/m: S_m.
awk -F'\t' '
    $3 != "-" {
        spelled = $3
        gsub(/[ \/]/, "_", spelled)
        if ($1 !~ "_" spelled "$" && $1 !~ /[.]?(celsius|lamtha|leads)$/) print $1 ": in " $3
    }
    $3 == "-" && $1 ~ /_(um|um2|mm|mV|ms|nA|uS|Hz|S_m|ohm_cm|uF_cm2)$/ { print $1 ": in what?" }
' facts >wrong
[ ! -s wrong ] || { cat wrong && exit 1; }

# {"cell_types.sections.cm_uF_cm2", CELLS},
cut -f1 facts | sed 's/\[\]//g' | sort >ways
sed -n 's/^    {"\([a-zA-Z0-9_.]*\)", [A-Z].*/\1/p' "$LAMINAE_HOME/csrc/network/lam_difference.c" |
    sort >compared
[ "$(wc -l <compared)" -gt 40 ] || { echo 'few facts are compared' && exit 1; }
[ -z "$(comm -13 ways compared)" ] ||
    { echo 'lam_difference.c: no such fact:' && comm -13 ways compared && exit 1; }
