# SPDX-License-Identifier: BSD-3-Clause
# fuse_mechanism.py - a mechanism as nmodl wrote it: what its loops are, what they read and write,
# which of its variables anything else has.

import re

FUNCTION = re.compile(
    r"^    (?:static )?(?:inline )?(?:static )?(?:void|double|int) (\w+)\(([^)]*)\) \{", re.M
)
WRITE = re.compile(r"inst->(\w+)\[[^;=]*\] (?:[-+*/]?=)[^=]")
# the second loop of a point process, as several can stand in a node
SHADOW_LOOP = re.compile(
    r"for \(int id = 0; id < nodecount; id\+\+\) \{\s*int node_id = node_index\[id\];\s*"
    r"vec_rhs\[node_id\] -= shadow_rhs\[id\];\s*vec_d\[node_id\] \+= shadow_d\[id\];\s*\}"
)


class NotUnderstood(Exception):
    """Why a mechanism has no kernels."""


def block_after(text, start):
    """The text between the brace that opens at or after start and the one that closes it."""
    first = text.index("{", start)
    depth = 0
    for at in range(first, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return text[first + 1 : at]
    raise NotUnderstood("a brace that does not close")


def in_brackets(text, start):
    """The text between the bracket at start and the one that closes it."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return text[start + 1 : at]
    raise NotUnderstood("a bracket that does not close")


def verbatim_words(text):
    """All words of its VERBATIM blocks."""
    blocks = re.findall(r"// VERBATIM(.*?)// ENDVERBATIM", text, re.S)
    return set(re.findall(r"\w+", " ".join(blocks)))


def ions_read(text):
    text = re.sub(r"inst->ion_\w+\[indexes\[\d+\*pnodecount \+ id\]\] \+?= ", "", text)
    return set(re.findall(r"inst->(ion_\w+)\[", text))


def without_checks(text):
    """Without what is compiled for NRN_PRCELLSTATE only."""
    return re.sub(r"\n *#if NRN_PRCELLSTATE\n.*?#endif", "", text, flags=re.S)


class Mechanism:
    """One file of nmodl's."""

    def __init__(self, path):
        self.text = without_checks(path.read_text())
        found = re.search(r"struct (\w+)_Store \{", self.text)
        self.name = found.group(1) if found else path.stem
        self.is_point = "point_register_mech" in self.text
        self.columns = {
            name: int(k)
            for name, k in re.findall(r"inst->(\w+) = ml->data\+(\d+)\*pnodecount;", self.text)
        }
        self.functions = {}
        for found in FUNCTION.finditer(self.text):
            inside = block_after(self.text, found.end() - 1)
            self.functions[found.group(1)] = (found.group(2), inside)

    def body(self, kind):
        """The inside of the loop of nrn_cur or nrn_state; empty if there is none."""
        if f"nrn_{kind}_{self.name}" not in self.functions:
            return ""
        text = self.functions[f"nrn_{kind}_{self.name}"][1]
        if self.is_point:
            text = SHADOW_LOOP.sub("", text)
        loops = re.findall(r"for \(", text)
        if len(loops) != 1:
            raise NotUnderstood(f"{len(loops)} loops in nrn_{kind}_{self.name}")
        inside = block_after(text, text.index("for ("))
        if "// VERBATIM" in inside:
            raise NotUnderstood(f"VERBATIM in nrn_{kind}_{self.name}")
        for line in ("int node_id = node_index[id];", "double v = voltage[node_id];"):
            if line not in inside:
                raise NotUnderstood(f"no '{line}'")
            inside = inside.replace(line, "")
        return inside.replace("IonCurVar ionvar;", "").strip("\n ")

    def writes(self, kind):
        """Ion variables that nrn_cur or nrn_state, or what it calls, writes."""
        text = self.with_called(kind)
        return set(re.findall(r"inst->(ion_\w+)\[[^;=]*?\]\] (?:[-+*/]?=)[^=]", text))

    def reads(self, kind):
        return ions_read(self.with_called(kind))

    def all_reads(self):
        """Ion variables that anything but the initialisation reads."""
        return ions_read(self.after_initialisation())

    def with_called(self, kind):
        text = self.functions.get(f"nrn_{kind}_{self.name}", ("", ""))[1]
        called = [t for f, (_, t) in self.functions.items() if re.search(rf"\b{f}\(", text)]
        return "".join([text] + called)

    def after_initialisation(self):
        return "".join(t for f, (_, t) in self.functions.items() if not f.startswith("nrn_init_"))

    def is_used(self, name, kind):
        """Whether anything but the initialisation and nrn_cur (nrn_state) has a RANGE variable."""
        ours = {f"nrn_init_{self.name}", f"nrn_{kind}_{self.name}", "setup_instance"}
        if kind == "cur":
            ours.add(f"nrn_current_{self.name}")
        text = "".join(text for f, (_, text) in self.functions.items() if f not in ours)
        return re.search(rf"\binst->{name}\b", text) or name in verbatim_words(text)

    def is_constant(self, name):
        """Whether nothing but the initialisation writes a RANGE variable; what C in VERBATIM blocks
        does is not known."""
        text = self.after_initialisation()
        return name not in WRITE.findall(text) and name not in verbatim_words(text)
