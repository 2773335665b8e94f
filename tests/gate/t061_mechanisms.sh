#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t061_mechanisms - the table of mechanisms (lam_mechanisms.c), mod/, build.sh's lists and
# docs/network-file.md agree: names, parameters, units, and limits within the mechanism's.
set -u
cd "$LAMINAE_HOME" || exit 1
failed=0
fail() { echo "$*" && failed=1; }
work=$OLDPWD table=csrc/network/lam_mechanisms.c

# Lines "ours mechanism parameter unit smallest largest".
sed -n 's/^    \(OURS\|NEURONS\)(\(.*\)),$/\1, \2/p' $table | tr -d '",' >"$work/rows"
[ "$(wc -l <"$work/rows")" -ge 12 ] || fail 'few rows'
[ "$(grep -c '^ *\(OURS\|NEURONS\)(' $table)" -eq "$(wc -l <"$work/rows")" ] ||
    fail 'a row that is not: OURS("NAME", "PARAMETER", "UNIT", SMALLEST, LARGEST),'
[ "$(cut -d' ' -f2 "$work/rows" | uniq)" = "$(cut -d' ' -f2 "$work/rows" | awk '!seen[$0]++')" ] ||
    fail 'the rows of a mechanism are apart'

while read -r owner mechanism parameter unit smallest largest; do
    [ "$owner" = OURS ] || continue
    mod=$(find mod -name "$mechanism.mod")
    [ -f "$mod" ] || { fail "$mechanism: not in mod/: $mod" && continue; }
    # shellcheck disable=SC2016 # Markdown's backquotes
    grep "^|.*\`${parameter}_$mechanism\`.*| $unit |$" docs/network-file.md >"$work/found" ||
        fail "docs/network-file.md: no ${parameter}_$mechanism in $unit"
    awk -v mechanism="$mechanism" -v parameter="$parameter" -v unit="($unit)" \
        -v smallest="$smallest" -v largest="$largest" '
    $1 == "SUFFIX" { suffix = $2 }
    $1 == "RANGE" { for (i = 2; i <= NF; i++) { sub(/,/, "", $i); ranges[$i] } }
    /^PARAMETER/ { inside = 1 }
    inside && $1 == parameter {
        declared = $4
        if (match($0, /<[^>]*>/)) split(substr($0, RSTART + 1, RLENGTH - 2), limits, ",")
    }
    /^}/ { inside = 0 }
    END {
        if (suffix != mechanism) print FILENAME ": SUFFIX " suffix
        if (!(parameter in ranges)) print FILENAME ": " parameter ": no RANGE"
        if (declared != unit) print FILENAME ": " parameter ": in " declared ", in the table " unit
        if (limits[1] != "" && (smallest + 0 < limits[1] + 0 || largest + 0 > limits[2] + 0)) {
            print FILENAME ": " parameter ": limits are narrower than the table"
        }
    }' "$mod" >"$work/wrong"
    if [ -s "$work/wrong" ]; then cat "$work/wrong" && failed=1; fi
done <"$work/rows"

# Each mod file is in the table, or named in build.sh, or one of human cells; each of the table is there
# when built.
channels=$(awk '/^OURS/ { print $2 }' "$work/rows" | sort -u)
listed_channels=$(tools/library.sh channels)
[ "$({ echo "$listed_channels" && tools/library.sh human; } | grep -Fx "$channels" | sort)" = "$channels" ] ||
    fail "library.sh: channels and human are not $channels"
! tools/library.sh human | grep -Fx "$listed_channels" || fail 'library.sh: in both lists'
listed=$(sed -n '/^# ---- what each library/,/^# ---- flags/p' build.sh)
for mod in mod/*.mod; do
    name=$(basename "$mod" .mod)
    printf '%s\n' "$listed_channels" "$listed" | grep -qw "$name" || fail "$mod: in no library"
done
cat >"$work/list.hoc" <<END
objref mechanisms
strdef name
mechanisms = new MechanismType(0)
for i = 0, mechanisms.count() - 1 {
  mechanisms.select(i)
  mechanisms.selected(name)
  if (laminae_is_ours(name)) { print name }
}
{quit()}
END
[ "$(nrniv "$work/list.hoc" | sort)" = "$channels" ] ||
    fail 'laminae_is_ours: not those of the table'
exit $failed
