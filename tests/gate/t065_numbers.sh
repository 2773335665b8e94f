#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t065_numbers - a test is found by its number: no other of its suite has the same.
set -u
find "$LAMINAE_TESTS" -path '*/t[0-9][0-9][0-9]_*' -type f | sed -n \
    's,^.*/\([a-z-]*/t[0-9]\{3\}\)_[^/]*\.\(sh\|hoc\|c\|py\)$,\1,p' | sort >numbers
[ "$(wc -l <numbers)" -gt 200 ] || { echo "only $(wc -l <numbers) tests found" && exit 1; }
uniq -d numbers | sed 's/$/: there are two/' >twice
cat twice
[ ! -s twice ]
