#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t900_first_erp - the first lesson is true: its commands print what it shows, its table is what the
# run wrote, its excerpts stand in the script.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/01_first_erp
check_document "$lesson/lesson.md" "$lesson/first_erp.hoc"
