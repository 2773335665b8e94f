# SPDX-License-Identifier: BSD-3-Clause
"""pages.py - Markdown as pages of the site: links, headings, what is found by a search.

A page stands where its source does in the project, FILE.md as FILE.html. Links keep pointing to the
same thing: another page, a picture, or any other file of the project, which is shown as text.
"""
import html
import os
import posixpath
import re
import subprocess

PICTURES = (".png", ".svg", ".jpg", ".gif")


class Page:
    """What one page says, and where: `path` from the root of the site, `body` HTML."""

    def __init__(self, path, title, body):
        self.path, self.title, self.body = path, title, body

    def sections(self):
        """(id, heading, text) of each heading and what stands below it."""
        parts = re.split(r'<h[1-4] id="([^"]*)">(.*?)</h[1-4]>', self.body, flags=re.S)
        for k in range(1, len(parts), 3):
            yield parts[k], plain(parts[k + 1]), plain(parts[k + 2])


def plain(markup):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup))).strip()


def slug(heading):
    """The anchor of a heading, as web hosts of Markdown make it."""
    words = re.sub(r"[^\w\- ]", "", plain(re.sub(r"</?code>", "", heading)).lower())
    return words.replace(" ", "-")


def with_anchors(body):
    seen = {}

    def anchored(match):
        level, heading = match.groups()
        name = slug(heading)
        seen[name] = seen.get(name, -1) + 1
        if seen[name] > 0:
            name += f"-{seen[name]}"
        return f'<h{level} id="{name}">{heading}</h{level}>'

    return re.sub(r"<h([1-6])>(.*?)</h\1>", anchored, body, flags=re.S)


def from_markdown(text):
    done = subprocess.run(["cmark-gfm", "-e", "table", "-e", "autolink", "-e", "strikethrough"],
                          input=text, capture_output=True, text=True, check=True)
    return with_anchors(done.stdout).replace("<table>", '<div class="wide"><table>').replace(
        "</table>", "</table></div>")


class Links:
    """Turns links of a source into those of its page, and remembers which files they need."""

    def __init__(self, home):
        self.home = home
        self.needed = set()    # files that are no Markdown
        self.broken = []

    def page_of(self, target):
        full = os.path.join(self.home, target)
        if os.path.isdir(full):
            for name in ("lesson.md", "README.md"):
                if os.path.exists(os.path.join(full, name)):
                    return posixpath.join(target, name)[:-3] + ".html"
            self.needed.add(target)
            return target + ".html"
        if not os.path.exists(full):
            return None
        if target.endswith(".md"):
            return target[:-3] + ".html"
        self.needed.add(target)
        return target if target.endswith(PICTURES) else target + ".html"

    def rewrite(self, body, source, path):
        """Links of `body`, written in the file `source`, for the page `path`."""

        def moved(match):
            name, link = match.groups()
            link = html.unescape(link)
            if re.match(r"[a-z]+:", link) or link.startswith("#"):
                return match.group(0)
            target, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
            page = self.page_of(target)
            if page is None:
                self.broken.append(f"{source}: {link}: leads nowhere")
                return match.group(0)
            page = posixpath.relpath(page, posixpath.dirname(path) or ".")
            return f'{name}="{html.escape(page + (("#" + anchor) if anchor else ""))}"'

        return re.sub(r'(href|src)="([^"]*)"', moved, body)


def from_file(home, source, links, path=None):
    with open(os.path.join(home, source), encoding="utf-8") as file:
        text = file.read()
    path = path or source[:-3] + ".html"
    body = links.rewrite(from_markdown(text), source, path)
    title = re.search(r"<h1[^>]*>(.*?)</h1>", body, flags=re.S)
    return Page(path, plain(title.group(1)) if title else source, body)


def as_text(home, source):
    """A file of the project that a page links to, or the files of a folder."""
    full = os.path.join(home, source)
    if os.path.isdir(full):
        text = "\n".join(sorted(os.listdir(full)))
    else:
        with open(full, encoding="utf-8", errors="replace") as file:
            text = file.read()
    return Page(source + ".html", source, f'<h1 id="{slug(source)}">{html.escape(source)}</h1>\n'
                f"<pre>{html.escape(text)}</pre>")
