# SPDX-License-Identifier: BSD-3-Clause
"""reference.py - the reference, made of the sources, so that both say the same: what commands print
with --help, heads of HOC templates, comments of C headers, mechanisms, every parameter of a model.
"""
import glob
import html
import os
import re
import subprocess

from pages import Page, slug


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


def heading(level, text):
    return f'<h{level} id="{slug(text)}">{html.escape(text)}</h{level}>\n'


def block(text):
    return f"<pre>{html.escape(text)}</pre>\n"


def table(names, rows):
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n"
                   for row in rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody>' \
           "</table></div>\n"


def said(home, *arguments):
    return subprocess.run([os.path.join(home, "laminae"), *arguments], capture_output=True,
                          text=True, check=True).stdout


def commands(home):
    """./laminae --help, then that of each command which it names as having one."""
    top = said(home, "--help")
    body = heading(1, "Commands") + block(top)
    for name in re.findall(r"\((\w+) --help\)", top):
        body += heading(2, f"./laminae {name}") + block(said(home, name, "--help"))
    return Page("reference/commands.html", "Commands", body)


def hoc_head(text):
    """The comment that a file begins with, but for its licence."""
    lines = []
    for line in text.split("\n"):
        if not line.startswith("//"):
            break
        if "SPDX" not in line:
            lines.append(re.sub(r"^// ?", "", line))
    return "\n".join(lines)


def templates(home):
    body = heading(1, "HOC templates")
    for folder in sorted(glob.glob(os.path.join(home, "hoc", "*", ""))):
        files = sorted(glob.glob(folder + "*.hoc"))
        files = [file for file in files if "begintemplate" in read(file)]
        body += heading(2, "hoc/" + os.path.basename(folder[:-1]))
        for file in files:
            body += heading(3, os.path.basename(file)[:-4]) + block(hoc_head(read(file)))
    return Page("reference/hoc.html", "HOC templates", body)


def c_names(code):
    """Functions and types that a piece of a header declares."""
    names = re.findall(r"\b(lam_\w+)\s*\(", code) + re.findall(r"\}\s*(lam_\w+);", code)
    names += re.findall(r"^typedef struct \w+ (lam_\w+);", code, flags=re.M)
    return list(dict.fromkeys(names))


def pieces(text):
    """[(comment, code)] of a header: each comment at the margin, and what stands below it."""
    found, comment, code = [], "", ""
    for line in text.split("\n"):
        if line.startswith("/*"):
            found.append((comment, code))
            comment, code = line + "\n", ""
        elif comment and "*/" not in comment:
            comment += line + "\n"
        elif not re.match(r"#(ifndef|define LAMINAE_\w+_H|endif|ifdef|include)|extern \"C\"|}$", line):
            code += line + "\n"
    return found[1:] + [(comment, code)]


def header(home, file):
    body = heading(2, os.path.basename(file))
    for comment, code in pieces(read(home, file)):
        about = re.sub(r"^(/\* ?| \* ?)", "", comment, flags=re.M).replace("*/", "").strip()
        about = re.sub(r"^SPDX.*\n", "", about)
        body += "".join(f'<a id="{name}"></a>' for name in c_names(code))
        body += f'<p class="about">{html.escape(about)}</p>\n' if about else ""
        body += block(code.strip("\n")) if code.strip() else ""
    return body


def headers(home):
    files = sorted(glob.glob("csrc/include/laminae/*.h", root_dir=home))
    body = heading(1, "C library") + block(hoc_head_of_c(read(home, "csrc/include/laminae.h")))
    body += "".join(header(home, file) for file in files)
    return Page("reference/c.html", "C library", body)


def hoc_head_of_c(text):
    comment = text[:text.index("*/")]
    return re.sub(r"^(/\* ?| \* ?)", "", comment, flags=re.M).split("\n", 1)[1]


def mechanisms(home):
    body = heading(1, "Mechanisms")
    for file in sorted(glob.glob(os.path.join(home, "mod", "**", "*.mod"), recursive=True),
                       key=os.path.basename):
        text = read(file)
        if "SUFFIX nothing" in text:    # HOC's view of the library
            continue
        name = re.search(r"(?:SUFFIX|POINT_PROCESS|ARTIFICIAL_CELL)\s+(\w+)", text).group(1)
        body += heading(2, name)
        body += f"<p>{html.escape(re.search(r'^TITLE (.*)$', text, flags=re.M).group(1))}</p>\n"
        comment = re.search(r"^COMMENT\n(.*?)^ENDCOMMENT", text, flags=re.M | re.S)
        body += block(comment.group(1)) if comment else ""
        found = re.search(r"^PARAMETER \{\n(.*?)^\}", text, flags=re.M | re.S)
        rows = re.findall(r"^\s+(\w+)\s*=\s*(\S+)\s*(?:\(([^)]*)\))?[^:\n]*(?::\s*(.*))?$",
                          found.group(1) if found else "", flags=re.M)
        body += table(["parameter", "default", "unit", "meaning"], rows) if rows else ""
    return Page("reference/mechanisms.html", "Mechanisms", body)


def sources(described):
    """The last table of `describe`: {way: source}; lines that go on are indented further."""
    rows, way = {}, None
    for line in described[described.index("Where the numbers are from"):].split("\n")[2:]:
        found = re.match(r"  (\S+)\s{2,}(\S.*)", line)
        if found:
            way = found.group(1)
            rows[way] = found.group(2)
        elif way and line.strip():
            rows[way] += " " + line.strip()
    last = ""
    for way in rows:
        last = rows[way] = last if rows[way] == "the same" else rows[way]
    return rows


def source_of(path, of):
    """Of the nearest thing that has one."""
    while path:
        if path in of:
            return of[path]
        path = path.rpartition(".")[0]
    return of.get("all", "")


def model(home, name):
    described = said(home, "describe", name)
    of = sources(described)
    texts = list(dict.fromkeys(of.values()))
    rows = []
    for line in said(home, "describe", name, "--paths").split("\n"):
        parts = re.split(r"\s{2,}", line.rstrip())
        if len(parts) > 1:
            source = source_of(parts[0], of)
            rows.append((parts[0], parts[1], parts[2] if len(parts) > 2 else "",
                         str(texts.index(source) + 1) if source else ""))
    body = heading(1, f"Model {name}") + f"<p>{html.escape(described.split(chr(10))[0])}</p>\n"
    body += heading(2, "Sources") + "<ol>" + "".join(f"<li>{html.escape(text)}</li>" for text in texts)
    body += "</ol>\n" + heading(2, "Every number") + table(["path", "value", "unit", "source"], rows)
    body += heading(2, "Tables") + block(described)
    return Page(f"reference/models/{name}.html", f"Model {name}", body)


def models(home):
    files = sorted(glob.glob(os.path.join(home, "params", "*.json")))
    return [model(home, os.path.basename(file)[:-5]) for file in files]
