#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t940_docs_refused - where ./laminae docs cannot write, one line says so before anything is made;
# Ctrl-C leaves no half of a site.
set -u
fail() { echo "$1" && exit 1; }
echo mine >file
status=0
"$LAMINAE_HOME/laminae" docs file/site >output 2>errors || status=$?
[ $status -eq 1 ] || fail "status $status instead of 1: $(cat errors)"
grep -q '^docs: .*file/site\.part.*: Not a directory; accepted: a folder that can be written$' errors ||
    fail "$(cat errors)"
[ "$(wc -l <errors)" -eq 1 ] || fail "more than a line: $(cat errors)"

python3 - <<'END' || fail 'Ctrl-C was not heeded'
import os, signal, subprocess, sys, time
home = os.environ["LAMINAE_HOME"]
site = subprocess.Popen([sys.executable, home + "/tools/docs/site.py", home, "site"],
                        stderr=open("errors", "w"), env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
                        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
for _ in range(200):
    if any(name.startswith("site.part") for name in os.listdir(".")):
        break
    time.sleep(0.05)
site.send_signal(signal.SIGINT)
sys.exit(site.wait() != 130)
END
[ ! -s errors ] || fail "Ctrl-C said: $(cat errors)"
for left in site*; do
    [ ! -e "$left" ] || fail "Ctrl-C left $left"
done
