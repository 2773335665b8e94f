# shellcheck shell=sh
# SPDX-License-Identifier: BSD-3-Clause
# figure.sh - sourced by tests of the programs that draw, with draw=PROGRAM.
: "${draw:?}"
fail() { echo "$*" && exit 1; }
is_png() { [ "$(head -c 4 "$1" | tail -c 3)" = PNG ]; }
refused() { # WORD ARGUMENT...
    word=$1 && shift
    "$draw" "$@" 2>errors && fail "'$*' was not refused"
    if [ "$(wc -l <errors)" -ne 1 ] || ! grep -q "$word" errors; then fail "$*: $(cat errors)"; fi
}
