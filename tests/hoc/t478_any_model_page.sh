#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t478_any_model_page - what docs/any-model.md shows runs and prints what it says.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
remove() {
    rm -rf "$LAMINAE_HOME/build/lib/with-any_model_leak" "$LAMINAE_HOME/build/work/with-any_model_leak"
    rm -f "$LAMINAE_HOME/build/stamp/with-any_model_leak"-*
}
trap remove EXIT
check_commands "$LAMINAE_HOME/docs/any-model.md"
