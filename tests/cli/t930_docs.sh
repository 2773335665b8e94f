#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t930_docs - the site of ./laminae docs: every link leads somewhere, the reference has every command,
# option, template, function and number that there is; it needs no network; a search index is there;
# what is no earlier site is not replaced.
set -u
fail() { echo "$1" && exit 1; }
laminae=$LAMINAE_HOME/laminae
mkdir kept && echo mine >kept/file
"$laminae" docs kept >output 2>errors && fail 'a folder of somebody else was replaced'
grep -q '^docs: .*kept: holds something else; accepted' errors || fail "$(cat errors)"
[ "$(cat kept/file)" = mine ] || fail 'a file is lost'
mkdir site && touch site/search-index.js site/old.html
"$laminae" docs site >output 2>errors || fail "$(cat errors)"
[ ! -e site/old.html ] || fail 'an earlier site was not replaced'
grep -q 'pages in .*site/index.html$' output || fail "$(cat output)"

# Everything that the sources have is in the reference.
lacks() { # PAGE WHAT, of lines NAME
    while read -r name; do
        grep -qF -- "$name" "site/reference/$1" || echo "reference/$1 lacks $2 $name"
    done
}
{
    sed -n 's/^\(--[a-z-]*\).*/\1/p' "$LAMINAE_HOME/tools/options.txt" | sort -u |
        lacks commands.html option
    sed -n 's/^begintemplate \([A-Za-z0-9]*\).*/>\1<\/h3>/p' "$LAMINAE_HOME"/hoc/*/*.hoc |
        lacks hoc.html template
    sed 's,/\*.*\*/,,' "$LAMINAE_HOME"/csrc/include/laminae/*.h | grep '^[a-z].*(' |
        grep -o 'lam_[a-z0-9_]*(' | sort -u | sed 's/.*/<a id="&/; s/($/"/' | lacks c.html function
    for model in "$LAMINAE_HOME"/params/*.json; do
        model=$(basename "$model" .json)
        "$laminae" describe "$model" --paths | sed 's/  .*//' | sed 's/>/\&gt;/g' |
            sed 's,.*,<td>&</td>,' >paths
        [ "$(wc -l <paths)" -gt 100 ] || echo "$model: few paths"
        grep -oF -f paths "site/reference/models/$model.html" | sort -u >found
        sort -u paths | comm -23 - found | sed "s/^/$model lacks /" | head -3
    done
} >lacking
[ ! -s lacking ] || fail "$(head -5 lacking)"

# No address but those of links that a reader may follow.
grep -rnoE '(src|href)="(https?:)?//[^"]*"' site --include=*.html | grep -v ' href=\|:href=' | grep -q . &&
    fail 'a page wants the network'
grep -rqE '@import|url\(' site/site.css && fail 'the style wants another file'
grep -q '^const SEARCH = \[\["Where to begin"' site/search-index.js || fail 'no index'

# A link that leads nowhere is said, with its page.
mkdir copy && (cd "$LAMINAE_HOME" && tar cf - README.md CONTRIBUTING.md CHANGELOG.md docs tutorials \
    tools hoc csrc mod params laminae) | tar xf - -C copy
echo '[nowhere](nothing.md) and [no heading](fit.md#nothing)' >>copy/docs/sweep.md
PYTHONDONTWRITEBYTECODE=1 python3 - "$PWD/copy" <<'END_PY' 2>errors
import importlib.util
import sys
home = sys.argv[1]
sys.path.insert(0, home + "/tools/docs")
import pages
import reference
spec = importlib.util.spec_from_file_location("docs_site", home + "/tools/docs/site.py")
docs_site = importlib.util.module_from_spec(spec)
spec.loader.exec_module(docs_site)
reference.said = lambda *words: "Where the numbers are from\n\n\n"   # commands are not what is tried
sys.exit(docs_site.main(home, home + "/out"))
END_PY
[ $? -eq 1 ] || fail 'links that lead nowhere were taken'
grep -q 'docs/sweep.md: nothing.md: leads nowhere' errors || fail "$(cat errors)"
grep -q 'docs/sweep.html: fit.html#nothing: no such heading' errors || fail "$(cat errors)"
