#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t802_regress_export_replaces - `export` replaces only earlier exports, and never the network
# itself; with --force any other file. It replaced whatever was there.
set -u
failed=0
fail() { echo "$*" && cat errors && failed=1; }
export_of() { "$LAMINAE_HOME/laminae" export "$@" --no-setup 2>errors; }
kept() { # FILE WHAT ARGUMENT ...
    file=$1 what=$2 before=$(cksum <"$1") status=0
    shift 2
    export_of "$@" || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] ||
        ! grep -q "^laminae: cannot write '.*$what.*; accepted: another file, or --force$" errors; then
        fail "$*: status $status, expected '$what'"
    fi
    [ "$(cksum <"$file")" = "$before" ] || fail "$*: $file was changed"
}
replaced() { # FILE ARGUMENT ...
    before=$(cksum <"$1")
    shift
    export_of "$@" || fail "$*: refused"
    [ "$(cksum <"$2")" != "$before" ] || fail "$*: nothing was written"
}
echo 'my thesis' >thesis.md
kept thesis.md 'no export' erp thesis.md
ln -s thesis.md link.json
kept thesis.md 'no export' erp link.json
echo '{"object_type": "Network", "gid_ranges": {}}' >theirs.json # as HNN-core writes it
kept theirs.json 'no export' erp theirs.json
printf '{"laminae_network": 1, "extends": "erp", "name": "mine", "grid": {"nx": 2, "ny": 2}}' >mine.json
kept mine.json 'read from it' mine.json mine.json
printf '{"laminae_network": 1, "extends": "mine", "name": "more"}' >more.json
kept mine.json 'read from it' more.json mine.json
kept more.json 'no export' mine.json more.json

export_of mine.json x.json || fail 'a new file was refused'
ln x.json same.json
kept x.json 'read from it' ./x.json same.json
kept x.json 'read from it' x.json "$PWD/x.json" --set drives.evprox1.mu=30
replaced x.json mine.json x.json --set drives.evprox1.mu=30
: >empty.json
replaced empty.json mine.json empty.json
replaced thesis.md erp thesis.md --force --mesh 2,2
replaced x.json x.json x.json --force --set drives.evprox1.mu=31

# In HOC, too.
cat >export.hoc <<'END'
{load_file("laminae.hoc")}
{load_file("expect.hoc")}
objref column
column = new Column("more.json")
{expect(!execute1("column.export(\"mine.json\", 0)", 0), "refused")}
{column.export("x.json", 0)}
{column.export("mine.json", 0, 1)}
quit()
END
HOC_LIBRARY_PATH=$LAMINAE_TESTS/lib:$HOC_LIBRARY_PATH nrniv export.hoc </dev/null >errors 2>&1 ||
    fail export.hoc
cmp x.json mine.json || fail 'in HOC'
exit $failed
