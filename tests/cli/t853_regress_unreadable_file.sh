#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t853_regress_unreadable_file - a file that can be opened and not be read was blamed for what is
# written in it. The memory of a process is such a file.
set -u
failed=0
if [ ! -r /proc/self/mem ] || cat /proc/self/mem >/dev/null 2>&1; then
    echo 'no file that cannot be read' && exit 77
fi
for file in bad.json bad.param bad.txt; do ln -s /proc/self/mem $file; done
# says WHAT ARGUMENT ...
says() {
    what=$1
    shift
    "$LAMINAE_HOME/laminae" "$@" --no-setup >output 2>errors
    case $?,$(wc -l <errors) in [12],1) grep -q "$what" errors && return ;; esac
    echo "$*: expected '$what': $(cat output errors)" && failed=1
}
says "cannot read 'bad.json': Input/output error" describe bad.json
says "cannot read '$PWD/bad.json': Input/output error" describe erp --drives "$PWD/bad.json"
says "cannot read 'bad.json': Input/output error" describe erp --sensors bad.json
says 'bad.param: cannot be read; accepted: a parameter file' describe bad.param
says 'bad.txt: cannot be read; accepted' describe erp --config bad.txt
exit $failed
