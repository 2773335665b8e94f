# SPDX-License-Identifier: BSD-3-Clause
# svg.awk - a figure of plot.sh as a part of a page: awk -v name=NAME -f svg.awk FIGURE.svg
# The names in it are made its own, as those of a page must differ.

/^<\?xml/ || /^<desc>/ || /^<!--/ { next }
/^<svg/ { print "<svg role=\"img\" aria-labelledby=\"" name "_caption\""; is_head = 1; next }
is_head && /^ *(width|height)=/ { next }
is_head && /^>/ { is_head = 0 }
/id=|url\(#|href=.#/ {
    gsub(/ id="/, "&" name "-")
    gsub(/ id='/, "&" name "-")
    gsub(/url\(#/, "&" name "-")
    gsub(/href="#/, "&" name "-")
    gsub(/href='#/, "&" name "-")
}
{ gsub(/\]\]>/, "]]\\&gt;") } # which gnuplot leaves, and XML forbids
{ print }
