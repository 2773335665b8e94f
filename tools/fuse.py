#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# fuse.py - kernels for runs of alike segments, from what nmodl made of the mechanisms.
"""usage: fuse.py FOLDER OUTPUT

Reads every .cpp that nmodl wrote into FOLDER and writes OUTPUT, C++ with two kernels, currents and
states, for each mechanism whose loops it understands; a line on each that it does not says why. The
loops' statements are taken over as they stand; what changes is where they find their numbers: side
by side, those of neighbouring segments, from the first of a run on. mod/lam_fused.h finds the runs
and calls the kernels; docs/kernels.md says how they belong together."""

import re
import sys
from pathlib import Path

from fuse_kernel import Kernel
from fuse_mechanism import Mechanism, NotUnderstood, without_checks

HOOK = """} // namespace coreneuron

/* The linker (--wrap) has this called in the place of modl_reg(), which registers mechanisms. */
extern "C" void __wrap__ZN10coreneuron8modl_regEv() {
    __real__ZN10coreneuron8modl_regEv();
    coreneuron::fused::install(coreneuron::mechanisms, coreneuron::summed_ions);
}
"""


def functions_cpp(mechanism, names):
    """The mechanism's FUNCTIONs, with their own arguments alone."""
    out = []
    for name in names:
        arguments, text = mechanism.functions[name]
        own = re.sub(r"^.*double v(?:, |$)", "", arguments)
        out.append(f"LAM_INLINE double {name}({own}) {{{without_checks(text).rstrip()}\n}}\n")
    return out


def includes(mechanism):
    """Of VERBATIM blocks outside functions, which may hold nothing else."""
    outside = re.findall(r"^// VERBATIM\n(.*?)^// ENDVERBATIM", mechanism.text, re.S | re.M)
    lines = [line for text in outside for line in text.split("\n") if line.strip()]
    for line in lines:
        if not re.match(r'#include ["<]', line):
            raise NotUnderstood(f"VERBATIM '{line.strip()}'")
    return lines


def understand(mechanism, summed):
    """The two kernels of a mechanism."""
    if re.search(r'dparam_semantics\(mech_type, \d+, "(bbcore)?pointer"\)', mechanism.text):
        raise NotUnderstood("it has a POINTER")
    if "nrn_fast_imem" in mechanism.text:
        raise NotUnderstood("an ELECTRODE_CURRENT")
    if "usetable" in mechanism.text:
        raise NotUnderstood("it has a TABLE")
    if mechanism.is_point and "inst->ion_" in mechanism.text:
        raise NotUnderstood("a point process with an ion")
    kernels = [Kernel(mechanism, kind, summed) for kind in ("cur", "state")]
    if not any(kernel.has_work() for kernel in kernels):
        raise NotUnderstood("no currents, no states")
    return kernels


def bits(names, all_names):
    """A mask; from the 64th on all share a bit, which at worst keeps mechanisms apart."""
    return hex(sum({1 << min(all_names.index(name), 63) for name in names}))


class Output:
    """The file that is written."""

    def __init__(self, mechanisms):
        self.summed = set().union(*(m.all_reads() for m in mechanisms))
        names = [re.findall(r"inst->(ion_\w+)\[", m.text) for m in mechanisms]
        self.ions = sorted(set().union(*names))
        self.headers, self.kernels, self.table = [], [], []
        for mechanism in mechanisms:
            try:
                self.add(mechanism, understand(mechanism, self.summed), includes(mechanism))
                print(f"fuse: {mechanism.name} is fused")
            except NotUnderstood as why:
                print(f"fuse: {mechanism.name} stays separate: {why}")
                touched = [self.touched(mechanism, kind) for kind in ("cur", "state")]
                self.add_entry(
                    mechanism, [f"{{{x}, {{}}, {{}}, 0, {{}}, {{}}, {{}}}}" for x in touched]
                )

    def touched(self, mechanism, kind):
        return ", ".join(
            bits(x, self.ions) for x in (mechanism.reads(kind), mechanism.writes(kind))
        )

    def add_entry(self, mechanism, loops):
        is_point = str(mechanism.is_point).lower()
        loops = ",\n      ".join(loops)
        self.table.append(f'    {{"{mechanism.name}", {is_point}, {{{loops}}}}},')

    def add(self, mechanism, kernels, headers):
        name = mechanism.name
        store = re.search(rf"struct {name}_Store (\{{.*?\n    \}};)", mechanism.text, re.S).group(1)
        store = re.sub(r"\{[^{}\n]*\};", ";", store)  # where it is matters, not what it was
        lines = [line for kernel in kernels for line in kernel.all_lines()]
        called = dict.fromkeys(f for kernel in kernels for f in kernel.called)
        self.headers += [line for line in headers if line not in self.headers]
        self.kernels += [f"namespace fused_{name} {{", f"struct Store {store}"]
        self.kernels += functions_cpp(
            mechanism, [f for f in called if any(f"{f}(" in line for line in lines)]
        )
        for kernel in kernels:
            self.kernels += kernel.cpp() if kernel.has_work() else []
        self.kernels.append(f"}} // namespace fused_{name}\n")
        self.add_entry(mechanism, [k.entry(self.touched(mechanism, k.kind)) for k in kernels])

    def text(self):
        sums = sorted(f'"{x[5:]}_ion"' for x in self.summed if x.startswith("ion_i"))
        return "\n".join(
            ["/* Written by tools/fuse.py. */"]
            + self.headers
            + ['#include "lam_fused.h"', "", "namespace coreneuron {", ""]
            + self.kernels
            + ["static const std::vector<fused::Mechanism> mechanisms = {"]
            + self.table
            + ["};", "/* ions whose summed currents a mechanism reads */"]
            + [f"static const std::vector<std::string> summed_ions = {{{', '.join(sums)}}};", HOOK]
        )


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    paths = sorted(Path(sys.argv[1]).glob("*.cpp"))
    output = Output([Mechanism(x) for x in paths if x.stem not in ("_mod_func", "lam_fused")])
    Path(sys.argv[2]).write_text(output.text(), encoding="utf-8")


if __name__ == "__main__":
    main()
