#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t902_rhythms - the lesson on rhythms is true.
set -eu
. "$LAMINAE_TESTS/lib/document.sh"
lesson=$LAMINAE_HOME/tutorials/03_rhythms
check_document "$lesson/lesson.md" "$lesson/rhythms.hoc"
