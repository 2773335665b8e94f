#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t050_locale - only csrc/base/lam_number.c and csrc/json/lam_json_text.c turn numbers into text
# and back; they do not follow the locale of the host program. Nor do the functions that tell what
# a letter is.
set -u
cd "$LAMINAE_HOME" || exit 1
failed=0
reads='strto(d|f|ld|d_l)|ato(f|i|l)|v?[fs]?scanf'
writes='v(f|s|sn|d|as)?printf|json_(load|dump)[a-z_]*'
letters='is(alnum|alpha|blank|digit|graph|lower|print|punct|space|upper|xdigit)|to(lower|upper)'
compares='str(n?casecmp|coll|xfrm)|setlocale'
sources=$(tools/library.sh sources)
headers=$(tools/library.sh headers)
# shellcheck disable=SC2086 # lists of files
if grep -nE "(^|[^_[:alnum:]])($reads|$writes|$letters|$compares)\(" \
    $sources $headers mod/*.mod mod/*/*.mod mod/*.h | grep -vE '/lam_(number|json_text)\.c:'; then
    echo 'goes by the locale; accepted: what lam_number_impl.h and lam_json_impl.h have' && failed=1
fi
# A call of printf with a double may take several lines; lam_results_text.c sets the locale itself.
for file in $sources; do
    case $file in */lam_number.c | */lam_results_text.c) continue ;; esac
    if tr '\n' ' ' <"$file" |
        grep -oE '[^_[:alnum:]](s|f|sn|d)?printf\([^;]*%[-+ #0-9.*]*[aefgAEFG][^;]*;'; then
        echo "in $file; accepted: lam_format" && failed=1
    fi
done
exit $failed
