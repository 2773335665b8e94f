#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t960_gui - `laminae gui`: one line, the address; the folder is made, in any place; ends well by Ctrl-C
# and SIGTERM; a folder that is served already is shown, not served again; what cannot be is one line.
set -eu
PATH=$LAMINAE_HOME:$PATH

fail() { echo "$*" >&2; exit 1; }
# begin OUTPUT ARGUMENT ...   until it has said where
begin() {
    output=$1
    shift
    rm -f "$output" # of another server
    env --default-signal=INT laminae gui "$@" --no-open --no-setup >"$output" 2>"$output.errors" &
    server=$!
    for _ in $(seq 500); do
        [ ! -s "$output" ] || return 0
        kill -0 $server 2>/dev/null || break
        sleep 0.02
    done
    fail "$*: $(cat "$output" "$output.errors")"
}
# end SIGNAL STATUS
end() {
    kill "-$1" $server
    status=0
    wait $server 2>/dev/null || status=$?
    [ "$status" -eq "$2" ] || fail "$1: exit status $status"
}
port_of() { sed 's,.*:\([0-9]*\)/.*,\1,' "$1"; }
# refused STATUS LINE ARGUMENT ...
refused() {
    wanted=$1 line=$2
    shift 2
    status=0
    timeout 20 laminae gui "$@" --no-open --no-setup >refused 2>errors || status=$?
    if [ "$status" -ne "$wanted" ] || [ -s refused ] || [ "$(wc -l <errors)" -ne 1 ]; then
        fail "$*: $status $(cat refused errors)"
    fi
    grep -q "$line" errors || fail "$*: $(cat errors)"
}

mkdir 'a folder of mine'
begin first 'a folder of mine/é'
grep -qxE 'http://127\.0\.0\.1:[0-9]+/\?token=[0-9a-f]{32}' first || fail "$(cat first)"
if [ "$(wc -l <first)" -ne 1 ] || [ -s first.errors ]; then fail "$(cat first first.errors)"; fi
[ -d 'a folder of mine/é' ]
python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' \
    "$(cat first)" >page
grep -q '<title>' page || fail 'no page'

# the same folder, from another terminal: its page, whatever is written to that folder
for there in 'a folder of mine/é' './a folder of mine/../a folder of mine/é/.'; do
    laminae gui "$there" --no-open --no-setup >second 2>errors
    cmp -s first second || fail "$(cat second)"
    grep -q 'is served already' errors || fail "$(cat errors)"
done
port=$(port_of first)
laminae gui 'a folder of mine/é' --port "$port" --no-open --no-setup 2>/dev/null | cmp -s - first
refused 2 "^laminae: --port: 1; accepted: $port, where .* is served already$" \
    'a folder of mine/é' --port 1
# another one at the same port
refused 2 "^laminae: --port: $port: Address already in use; accepted: a port that is free$" \
    other --port "$port"
end INT 0
# at once again, at the port that it had; a server that was killed is none
begin again 'a folder of mine/é' --port "$port"
[ "$(port_of again)" = "$port" ]
! cmp -s first again || fail 'the same token'
end KILL 137
begin again 'a folder of mine/é'
end TERM 0
# the terminal is closed
begin again 'a folder of mine/é'
end HUP 0

# the current folder
mkdir here
(cd here && begin ../third && end TERM 0)
[ -d here/.laminae ]

# what cannot be
refused 2 "^laminae: --port: '70000'; accepted: a whole number from 0 to 65535$" other --port 70000
refused 2 "^laminae: 'no/such': No such file or directory; accepted: a folder$" no/such
touch file
refused 2 "^laminae: 'file'; accepted: a folder$" file
refused 2 "^laminae: 'file/x': Not a directory; accepted: a folder$" file/x
ln -s nowhere dangling
refused 2 "^laminae: 'dangling'" dangling
mkdir closed
if chmod 500 closed && [ "$(id -u)" -ne 0 ]; then
    refused 2 "^laminae: .*closed.*: Permission denied; accepted: a folder that can be written$" closed
fi
echo x >other.laminae
mkdir taken && cp other.laminae taken/.laminae
refused 2 "^laminae: .*taken': Not a directory; accepted: a folder that can be written$" taken
# a link in the place of the server's own folder, and of its file
mkdir linked elsewhere && ln -s ../elsewhere linked/.laminae
refused 2 "^laminae: .*linked': Not a directory; accepted: a folder that can be written$" linked
rm linked/.laminae && mkdir linked/.laminae && ln -s ../../elsewhere/server linked/.laminae/server
refused 2 "^laminae: .*linked': Too many levels of symbolic links; accepted: a folder" linked
[ -z "$(ls elsewhere)" ]
# the address, which has the token, is for one's own eyes
mkdir -p seen/.laminae && touch seen/.laminae/server && chmod 644 seen/.laminae/server
begin seen.output seen
[ "$(stat -c %a seen/.laminae/server)" = 600 ]
end TERM 0
