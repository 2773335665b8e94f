# SPDX-License-Identifier: BSD-3-Clause
# page.py - what holds for every page of `laminae report`: well-formed, self-contained, labelled.
#   page.py PAGE [FOLDER]   says what is wrong, status 1; into FOLDER: its parts
import os
import re
import sys
import xml.etree.ElementTree as xml

SVG, HTML = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xhtml}"
LINK = "{http://www.w3.org/1999/xlink}href"


def bare(element):
    return element.tag.split("}")[-1]


def problems(root, raw):
    elements = list(root.iter())
    ids = [e.get("id") for e in elements if e.get("id") is not None]
    for name in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"id {name}: more than once"
    for e in elements:
        for key in ("href", LINK):
            link = e.get(key)
            if link is None or link.startswith("data:image/"):
                continue
            if not link.startswith("#") or link[1:] not in ids:
                yield f"{bare(e)}: {key} {link}: accepted: a place of the page"
        for key, value in e.attrib.items():
            if key == "src" or key.startswith("on") or "javascript:" in value:
                yield f"{bare(e)}: {key}={value}"
            for place in re.findall(r"url\(#?([^)]*)\)", value):
                if place not in ids:
                    yield f"{bare(e)}: {key}={value}: no such place"
        if e.get("aria-labelledby", ids[0]) not in ids:
            yield f"{bare(e)}: labelled by {e.get('aria-labelledby')}, which is not there"
        if e.get("role") in ("img", "group") and not (e.get("aria-label") or e.get("aria-labelledby")):
            yield f"{bare(e)}: no label"
        if bare(e) in ("iframe", "object", "embed", "link", "base", "form"):
            yield f"{bare(e)}: not in a page of ours"
    if len(list(root.iter(HTML + "script"))) != 1:
        yield "script: accepted: one, ours"
    if root.get("lang") != "en" or root.find(f"{HTML}head/{HTML}title") is None:
        yield "no language or no title"
    for table in root.iter(HTML + "table"):
        if any(h.get("scope") not in ("row", "col") for h in table.iter(HTML + "th")):
            yield "table: a heading without its scope"
    levels = [int(bare(e)[1]) for e in elements if re.fullmatch("h[1-6]", bare(e))]
    if levels[0] != 1 or levels.count(1) != 1 or any(b > a + 1 for a, b in zip(levels, levels[1:])):
        yield f"headings: {levels}"
    style = "".join(s.text for s in root.iter(HTML + "style"))
    if re.search(r"@import|url\(", style):
        yield "style: from elsewhere"
    addresses = set(re.findall(r"https?://[^\"' <)]*", raw))
    for address in sorted(addresses - {SVG[1:-1], HTML[1:-1], "http://www.w3.org/1999/xlink"}):
        yield f"address: {address}"


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as part:
        part.write(text)


def split(root, folder):
    """What has an id, and for a heading what is below it, each in a file with this name; all words in
    the file `words`."""
    os.makedirs(folder, exist_ok=True)
    write(folder, "words", "".join(root.itertext()))
    for parent in root.iter():
        children = list(parent)
        heads = [i for i, e in enumerate(children) if re.fullmatch("h[1-6]", bare(e))] + [len(children)]
        for k, e in enumerate(children):
            name = e.get("id")
            if name is None or "-" in name:
                continue
            end = next(i for i in heads if i > k) if k in heads else k + 1
            write(folder, name, "".join(xml.tostring(x, encoding="unicode") for x in children[k:end]))


xml.register_namespace("svg", SVG[1:-1])
xml.register_namespace("", HTML[1:-1])
with open(sys.argv[1], encoding="utf-8") as file:
    page = file.read()
tree = xml.fromstring(page)
wrong = list(problems(tree, page))
print("\n".join(wrong[:20]), end="\n" if wrong else "")
if len(sys.argv) > 2:
    split(tree, sys.argv[2])
sys.exit(bool(wrong))
