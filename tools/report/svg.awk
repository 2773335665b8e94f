# SPDX-License-Identifier: BSD-3-Clause
# svg.awk - a figure of plot.sh as a part of a page: awk -v name=NAME -f svg.awk FIGURE.svg
# The names in it are made its own, as those of a page must differ. Its colours become variables of the
# page, --RRGGBB, which a dark page sets (report.css), and else what they are. Those of maps stay: the only
# ones with a blank before the =.

# "black" or "rgb( 0, 114, 178)" as "var(--0072b2,#0072b2)"; another word as it is
function variable(colour,  part, code) {
    if (colour ~ /^#[0-9A-Fa-f]+$/) code = tolower(substr(colour, 2))
    else if (colour == "black") code = "000000"
    else if (colour ~ /^rgb\([0-9, ]*\)$/) {
        split(substr(colour, 5), part, ",")
        code = sprintf("%02x%02x%02x", part[1], part[2], part[3])
    } else return colour
    return "var(--" code ",#" code ")"
}
function recoloured(line,  out, at) {
    while (match(line, /(fill|stroke|color)=["'][^"']*["']/)) {
        at = RSTART + index(substr(line, RSTART), "=") + 1
        out = out substr(line, 1, at - 1) variable(substr(line, at, RSTART + RLENGTH - 1 - at))
        line = substr(line, RSTART + RLENGTH - 1)
    }
    return out line
}

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
/(fill|stroke|color)=/ && !/<text>|<title>/ { $0 = recoloured($0) }
{ print }
