#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t940_docs_refused - where ./laminae docs cannot write, one line says so before anything is made;
# Ctrl-C and kill leave no half of a site; what kill -9 has left the next call removes, but not what
# another one is making.
set -u
fail() { echo "$1" && exit 1; }
echo mine >file
status=0
"$LAMINAE_HOME/laminae" docs file/site >output 2>errors || status=$?
[ $status -eq 1 ] || fail "status $status instead of 1: $(cat errors)"
grep -q '^docs: .*file/site\.part.*: Not a directory; accepted: a folder that can be written$' errors ||
    fail "$(cat errors)"
[ "$(wc -l <errors)" -eq 1 ] || fail "more than a line: $(cat errors)"

cat >stop.py <<'END'
import os, signal, subprocess, sys, time
home, name, status = os.environ["LAMINAE_HOME"], sys.argv[1], int(sys.argv[2])
site = subprocess.Popen([sys.executable, home + "/tools/docs/site.py", home, "site"],
                        stderr=open("errors", "w"), env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
                        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
for _ in range(200):
    if os.path.exists(f"site.part{site.pid}"):
        break
    time.sleep(0.05)
site.send_signal(getattr(signal, name))
sys.exit(site.wait() != status)
END
for case in SIGINT:130 SIGTERM:143; do
    python3 stop.py "${case%:*}" "${case#*:}" || fail "${case%:*} was not heeded"
    [ ! -s errors ] || fail "${case%:*} said: $(cat errors)"
    for left in site*; do
        [ ! -e "$left" ] || fail "${case%:*} left $left"
    done
done

mkdir "site.part$$" site.parts
python3 stop.py SIGKILL -9 || fail 'it was not killed'
[ "$(find . -maxdepth 1 -name 'site.part[0-9]*' | wc -l)" -eq 2 ] || fail "left: $(ls -d site*)"
python3 stop.py SIGTERM 143 || fail 'it was not stopped'
[ "$(echo site*)" = "$(printf 'site.part%s site.parts' $$)" ] || fail "left: $(echo site*)"
