# SPDX-License-Identifier: BSD-3-Clause
"""site.py - the documentation as a site that needs no network: make docs.

usage: site.py PROJECT FOLDER
Guides and lessons are the project's Markdown; the reference is made of its sources (reference.py).
FOLDER is made anew and appears when it is whole. Exit status: 0; 1 if a link leads nowhere or the
site cannot be written; 2 if FOLDER is no earlier site.
"""
import glob
import html
import json
import os
import posixpath
import re
import shutil
import signal
import sys

import pages
import reference

FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - Laminae</title><link rel="stylesheet" href="{root}site.css"></head>
<body data-root="{root}"><a class="skip" href="#main">To the text</a>
<header><a class="name" href="{root}index.html">Laminae</a> <a class="to-pages" href="#pages">Pages</a>
<label>Search <input type="search" id="search" autocomplete="off" aria-controls="found"></label>
<ol id="found" hidden></ol></header>
<div class="page"><nav id="pages" aria-label="All pages">
{menu}</nav>
<main id="main">
{body}</main></div>
<script src="{root}search-index.js"></script><script src="{root}search.js"></script></body></html>
"""


def gather(home, links):
    """[(group, [Page])] in the order of the menu."""
    first = pages.from_file(home, "docs/index.md", links, "index.html")
    readme = pages.from_file(home, "README.md", links)
    lessons = [pages.from_file(home, file, links)
               for file in sorted(glob.glob("tutorials/*/lesson.md", root_dir=home))]
    guides = [pages.from_file(home, file, links)
              for file in sorted(glob.glob("docs/*.md", root_dir=home)) if file != "docs/index.md"]
    guides.sort(key=lambda page: page.title.lower())
    more = [pages.from_file(home, file, links) for file in ("CONTRIBUTING.md", "CHANGELOG.md")]
    made = [reference.commands(home), reference.templates(home), reference.headers(home),
            reference.mechanisms(home)] + reference.models(home)
    return [("Begin", [first, readme]), ("Lessons", lessons), ("Guides", guides),
            ("Reference", made), ("Project", more)]


def label(page):
    """Lessons by their number."""
    number = re.match(r"tutorials/0?(\d+)_", page.path)
    if not number:
        return page.title
    words = re.sub(r"^\w+ lesson: ", "", page.title)
    return f"{number.group(1)} {words[0].upper()}{words[1:]}"


def menu(groups, current):
    out = ""
    for name, members in groups:
        out += f"<h2>{name}</h2>\n<ul>"
        for page in members:
            link = posixpath.relpath(page.path, posixpath.dirname(current.path) or ".")
            here = ' aria-current="page"' if page is current else ""
            out += f'<li><a href="{html.escape(link)}"{here}>{html.escape(label(page))}</a></li>\n'
        out += "</ul>\n"
    return out


def write(folder, page, groups):
    root = "../" * page.path.count("/")
    path = os.path.join(folder, page.path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(FRAME.format(title=html.escape(page.title), root=root, body=page.body,
                                menu=menu(groups, page)))


def write_index(folder, groups):
    """What search.js looks through: page, heading, address, text."""
    rows = []
    for _, members in groups:
        for page in members:
            for anchor, heading, text in page.sections():
                rows.append([page.title, heading, f"{page.path}#{anchor}", text[:4000]])
    with open(os.path.join(folder, "search-index.js"), "w", encoding="utf-8") as file:
        file.write("const SEARCH = " + json.dumps(rows, ensure_ascii=False) + ";\n")


def check_anchors(all_pages):
    """Links to a heading that its page does not have."""
    ids = {page.path: set(re.findall(r'id="([^"]+)"', page.body)) for page in all_pages}
    for page in all_pages:
        for link in re.findall(r'href="([^":]*#[^"]+)"', page.body):
            target, _, anchor = link.partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), target)) \
                if target else page.path
            if anchor not in ids.get(path, ()):
                yield f"{page.path}: {link}: no such heading"


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:    # it is another's
        pass
    return True


def remove_left(folder):
    """What killed calls have left of the same site."""
    for left in glob.glob(glob.escape(folder) + ".part*"):
        pid = left[len(folder) + 5:]
        if re.fullmatch("[1-9][0-9]{0,8}", pid) and not is_running(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def main(home, folder):
    if os.path.exists(folder) and not os.path.exists(os.path.join(folder, "search-index.js")) and \
            (not os.path.isdir(folder) or os.listdir(folder)):
        print(f"docs: {folder}: holds something else; accepted: a new folder, or an earlier site",
              file=sys.stderr)
        return 2
    remove_left(folder)
    part = f"{folder}.part{os.getpid()}"    # two at once do not meet
    try:
        os.makedirs(part)
        return fill(home, folder, part)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def fill(home, folder, part):
    """Writes the site into the folder `part`, which then becomes `folder`."""
    links = pages.Links(home)
    groups = gather(home, links)
    shown = [page for _, members in groups for page in members]
    there = {page.path for page in shown}
    texts = [pages.as_text(home, file) for file in sorted(links.needed)
             if not file.endswith(pages.PICTURES) and file + ".html" not in there]
    for page in shown + texts:
        write(part, page, groups)
    for file in links.needed:
        if file.endswith(pages.PICTURES):
            os.makedirs(os.path.join(part, os.path.dirname(file)), exist_ok=True)
            shutil.copy(os.path.join(home, file), os.path.join(part, file))
    write_index(part, groups)
    here = os.path.dirname(os.path.abspath(__file__))
    for name in ("site.css", "search.js"):
        shutil.copy(os.path.join(here, name), os.path.join(part, name))
    wrong = links.broken + list(check_anchors(shown))
    for line in wrong:
        print(f"docs: {line}", file=sys.stderr)
    if wrong:
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(part, folder)
    print(f"{len(shown)} pages in {os.path.join(folder, 'index.html')}")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
    except OSError as error:
        sys.exit(f"docs: {error.filename or sys.argv[2]}: {error.strerror};"
                 " accepted: a folder that can be written")
    except KeyboardInterrupt:
        sys.exit(130)
