#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t913_regress_npz_of_another_version - an archive that another version of Laminae had written was not
# known for an earlier export, and refused; one of somebody else still is.
set -eu
fail() { echo "$*" && exit 1; }
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup; }
awk 'BEGIN { for (t = 0; t <= 20; t++) print t, sin(t) }' >curve.txt
laminae convert curve.txt --to npz --out x.npz 2>/dev/null
cp x.npz right.npz
cat >older.py <<'END'
import zipfile
old, new = zipfile.ZipFile("x.npz"), zipfile.ZipFile("older.npz", "w")
for name in old.namelist():
    data = old.read(name)
    if name == "laminae_version.npy":
        head, body = data[:data.index(b"\n") + 1], "0.0.1-a".encode("utf-32-le")
        head = head.replace(b"<U%d'" % ((len(data) - len(head)) // 4), b"<U7'")
        data = head + body
    new.writestr(zipfile.ZipInfo(name), data)
new.close()
END
python3 older.py
cp older.npz x.npz
if cmp -s x.npz right.npz; then fail "it is no other"; fi
laminae convert curve.txt --to npz --out x.npz 2>errors || fail "refused: $(cat errors)"
cmp x.npz right.npz
printf 'import zipfile\nz = zipfile.ZipFile("x.npz", "w")\nz.writestr("mine.npy", "x"*100)\nz.close()\n' | python3 -
cp x.npz mine.npz
status=0
laminae convert curve.txt --to npz --out x.npz 2>errors || status=$?
[ $status -eq 2 ] || fail "status $status: $(cat errors)"
cmp x.npz mine.npz
