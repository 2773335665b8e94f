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

FUNCTION = re.compile(
    r"^    (?:static )?(?:inline )?(?:static )?(?:void|double|int) (\w+)\(([^)]*)\) \{", re.M
)
CALL = r"id, pnodecount, inst,(?: ionvar,)? data, indexes, thread, nt, v"
ION = re.compile(r"inst->(ion_\w+)\[indexes\[(\d+)\*pnodecount \+ id\]\]")
RANGE = re.compile(r"inst->(\w+)\[id\]")
GLOBAL = re.compile(r"inst->global->(\w+)\b(?!\[)")
ASSIGNMENT = re.compile(r"^\s*inst->(\w+)\[id\] = ([^;]*);$")
ION_SUM = re.compile(r"^\s*inst->(ion_\w+)\[indexes\[\d+\*pnodecount \+ id\]\] \+= [^;]*;$")
WRITE = re.compile(r"inst->(\w+)\[[^;=]*\] (?:[-+*/]?=)[^=]")
AREA = re.compile(r"inst->node_area\[indexes\[\d+\*pnodecount \+ id\]\]")
# the second loop of a point process, as several can stand in a node
SHADOW_LOOP = re.compile(
    r"for \(int id = 0; id < nodecount; id\+\+\) \{\s*int node_id = node_index\[id\];\s*"
    r"vec_rhs\[node_id\] -= shadow_rhs\[id\];\s*vec_d\[node_id\] \+= shadow_d\[id\];\s*\}"
)
RATE = re.compile(r"^\s*return lam_(\w+)_rate\((LAM_\w+), _lvm\);\s*$")
# nmodl's -a/b of x' = -x/tau, where a is 0
DECAY = re.compile(r"\( -\(0\.0\) / \(\( -1\.0\) / range_\w+\[lam_i\]\) - ")
# nmodl's x + (1 - exp(dt b)) (-a/b - x) of x' = (inf - x)/tau, where b is -1/tau and a inf/tau
RELAXATION = re.compile(
    r"exp\(dt_ms \* \((\(\(\( -1\.0\)\)\) / (.+?))\)\)\) \* "
    r"\( -\(\(\((.+?)\)\) / \2\) / \(\1\) - "
)
KNOWN = set("""double int const if else for return static inline exp log log10 pow sqrt fabs sin cos
tan tanh sinh cosh fmin fmax floor ceil true false dt_ms t_ms celsius voltage vec_rhs vec_d at
lam_i rhs g v current area shadow_rhs shadow_d""".split())

MADE = re.compile(r"(range_|local_|current_|ion_|rates_|invariant_|LAM_)")  # by Kernel

HOOK = """} // namespace coreneuron

/* The linker (--wrap) has this called in the place of modl_reg(), which registers mechanisms. */
extern "C" void __wrap__ZN10coreneuron8modl_regEv() {
    __real__ZN10coreneuron8modl_regEv();
    coreneuron::fused::install(coreneuron::mechanisms, coreneuron::summed_ions);
}
"""


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


class Kernel:
    """One loop of a mechanism, rewritten for a run."""

    def __init__(self, mechanism, kind, summed):
        self.mechanism, self.kind, self.summed = mechanism, kind, summed
        self.body = mechanism.body(kind)
        self.lambdas, self.ion_index, self.ranges, self.assigned = [], {}, {}, []
        self.called, self.lines, self.rates, self.invariants = [], [], {}, []
        if self.body.strip():
            self.rewrite()

    def has_work(self):
        return bool(self.body.strip())

    def rewrite(self):
        current = f"nrn_current_{self.mechanism.name}"
        if current in self.body:
            self.assigned = self.local_variables(self.mechanism.functions[current][1])
            inside = self.statements(self.mechanism.functions[current][1])
            self.lambdas.append((current, "double v", inside))
        else:
            self.assigned = self.local_variables(self.body)
        self.lines = self.statements(self.body)
        self.check("\n".join(self.all_lines()))

    def all_lines(self):
        return self.lines + [line for f in self.lambdas for line in f[2]]

    def local_variables(self, text):
        """RANGE variables of which only the last value counts: assigned before they are read, and
        read by nothing else. They are written when somebody looks."""
        names, seen = [], set()
        depth = 0
        for line in text.split("\n"):
            found = ASSIGNMENT.match(line)
            if found and depth == 0 and found.group(1) not in seen:
                name = found.group(1)
                seen.update(RANGE.findall(found.group(2)))
                if name not in seen and not self.mechanism.is_used(name, self.kind):
                    names.append(name)
                seen.add(name)
            seen.update(RANGE.findall(line))
            depth += line.count("{") - line.count("}")
        return names

    def statements(self, text):
        return [
            line for line in (self.statement(line) for line in text.split("\n")) if line.strip()
        ]

    def statement(self, line):
        is_sum = ION_SUM.match(line)
        line = AREA.sub("area[lam_i]", line)
        line = re.sub(r"\b(shadow_\w+)\[id\]", r"\1[lam_i]", line)
        line = ION.sub(self.ion, line)
        line = RANGE.sub(self.range, line)
        line = GLOBAL.sub(r"global.\1", line)
        line = line.replace("(*(inst->celsius))", "celsius").replace("*(inst->celsius)", "celsius")
        line = line.replace("nt->_dt", "dt_ms").replace("nt->_t", "t_ms")
        line = re.sub(r"ionvar\.(\w+)", r"current_\1", line)
        line = re.sub(r"\[node_id\]", "[lam_i]", line)
        line = re.sub(rf"\b(\w+)\({CALL}\+0.001\)", r"\1(v + 0.001)", line)
        line = re.sub(rf"\b(\w+)\({CALL}\)", self.function, line)
        line = re.sub(rf"\b(\w+)\({CALL}, ", self.function_with_arguments, line)
        line = self.tabulated(line)
        line = DECAY.sub("(0.0 - ", line)
        if self.mechanism.is_point:
            line = self.hoisted(line)
        line = RELAXATION.sub(r"exp(dt_ms * (\1))) * ((\3) - ", line)
        if is_sum and self.kind == "cur" and is_sum.group(1) not in self.summed:
            line = f"if constexpr (lam_full) {{ {line.strip()} }}"
        return "    " + line

    def tabulated(self, line):
        """Rates that are read from a table: all of a channel are, before the loop."""
        for name in list(self.called):
            rate = RATE.match(re.sub(r"//.*|.*ret_.*", "", self.mechanism.functions[name][1]))
            while rate and (found := re.search(rf"\b{name}\(", line)):
                argument = in_brackets(line, found.end() - 1)
                end = found.end() + len(argument) + 1
                table = self.rates.setdefault((rate.group(1), argument), len(self.rates))
                line = f"{line[:found.start()]}rates_{table}[{rate.group(2)}][lam_i]{line[end:]}"
        return line

    def hoisted(self, line):
        """Exponentials of dt and parameters alone, which are the same in all steps of a run."""
        at = 0
        while found := re.compile(r"\bexp\(").search(line, at):
            at = found.end()
            argument = in_brackets(line, at - 1)
            if all(map(self.is_invariant, re.findall(r"[A-Za-z_]\w*", argument))):
                self.invariants.append(f"exp({argument})")
                new = f"invariant_{len(self.invariants) - 1}[lam_i]"
                line = line[: found.start()] + new + line[at + len(argument) + 1 :]
                at = found.start() + len(new)
        return line

    def is_invariant(self, name):
        is_parameter = name.startswith("range_") and self.mechanism.is_constant(name[6:])
        return is_parameter or name in ("dt_ms", "lam_i")

    def ion(self, found):
        name, k = found.group(1), int(found.group(2))
        if self.ion_index.setdefault(name, k) != k:
            raise NotUnderstood(f"two places of {name}")
        return f"{name}[lam_i]"

    def range(self, found):
        name = found.group(1)
        if name not in self.mechanism.columns:
            raise NotUnderstood(f"'{name}' is no RANGE variable")
        if name in self.assigned:
            return f"local_{name}"
        self.ranges[name] = self.mechanism.columns[name]
        return f"range_{name}[lam_i]"

    def function(self, found):
        name = found.group(1)
        if name == f"nrn_current_{self.mechanism.name}":
            return f"{name}(v)"
        self.use(name)
        return f"{name}()"

    def function_with_arguments(self, found):
        self.use(found.group(1))
        return f"{found.group(1)}("

    def use(self, name):
        if name not in self.mechanism.functions:
            raise NotUnderstood(f"'{name}' is none of its functions")
        if name not in self.called:
            text = self.mechanism.functions[name][1]
            if re.search(r"\b(inst|ionvar|indexes|nt|thread|data|v)\b", text):
                raise NotUnderstood(f"function {name} uses more than its arguments")
            self.called.append(name)

    def check(self, text):
        """Every name is one that the kernel has."""
        declared = set(re.findall(r"\bdouble (\w+)", text)) | set(self.called) | KNOWN
        declared |= {f[0] for f in self.lambdas} | {
            "constexpr",
            "lam_full",
            "lam_uniform",
            "global",
        }
        text = re.sub(r"global\.\w+", "", text)
        text = re.sub(r"(?<!\w)\d[\d.]*(?:[eE][-+]?\d+)?", "", text)
        for name in re.findall(r"[A-Za-z_]\w*", text):
            if name not in declared and not MADE.match(name):
                raise NotUnderstood(f"'{name}' in {self.kind}")

    def cpp(self):
        name = {"cur": "current", "state": "state"}[self.kind]
        out = ["template <bool lam_uniform, bool lam_full>"]
        out.append(f"static void {name}(const fused::Place& at) {{")
        arguments = [argument for _, argument in self.rates]
        out += self.variables("\n".join(self.all_lines() + arguments))
        out += self.invariants_cpp("const double*")
        for (channel, argument), table in self.rates.items():
            out += rates_cpp(channel, argument, table)
        out += self.loop()
        if self.mechanism.is_point and self.kind == "cur":
            out.append("    fused::add_to_nodes(at, shadow_rhs, shadow_d);")
        return out + ["}", ""] + (self.prepare_cpp(name) if self.invariants else [])

    def prepare_cpp(self, name):
        """What is computed once a run of the engine."""
        out = ["template <bool lam_uniform>"]
        out.append(f"static void prepare_{name}(const fused::Place& at) {{")
        out += self.variables("\n".join(self.invariants)) + self.invariants_cpp("double*")
        out += ["#pragma omp simd", "    for (int lam_i = 0; lam_i < length; lam_i++) {"]
        out += [f"        invariant_{k}[lam_i] = {x};" for k, x in enumerate(self.invariants)]
        return out + ["    }", "}", ""]

    def invariants_cpp(self, kind):
        return [
            f"    {kind} const __restrict invariant_{k} = at.invariants + {k} * length;"
            for k in range(len(self.invariants))
        ]

    def variables(self, text):
        """Of those that a text names, where a run's are."""
        out = ["    const int stride = at.ml->_nodecount_padded, length = at.length;"]
        out.append("    double* const data = at.ml->data + at.instance;")
        for variable, array, use in (("voltage", "v", r"\bv\b"), ("area", "area", r"\barea\[")):
            if re.search(use, text):
                out += self.node_variable(variable, f"at.nt->_actual_{array}")
        if "global." in text:
            globals_ = "*static_cast<const Store*>(at.ml->global_variables)"
            out.append(f"    const Store global = {globals_};")
        for variable, value in (("dt_ms", "_dt"), ("t_ms", "_t")):
            if re.search(rf"\b{variable}\b", text):
                out.append(f"    const double {variable} = at.nt->{value};")
        for variable in ("shadow_rhs", "shadow_d"):
            if variable in text:
                out.append(f"    alignas(64) double {variable}[fused::LONGEST];")
        for variable, array in (("vec_rhs", "rhs"), ("vec_d", "d")):
            if variable in text:
                out.append(pointer(variable, f"at.nt->_actual_{array} + at.node"))
        for variable, k in self.ranges.items():
            if re.search(rf"\brange_{variable}\b", text):
                place = f"data + {k} * stride"
                if self.mechanism.is_constant(variable):
                    out.append(
                        f"    const fused::Parameter<lam_uniform> range_{variable}({place});"
                    )
                else:
                    out.append(pointer(f"range_{variable}", place))
        for variable in self.assigned:
            k = self.mechanism.columns[variable]
            out.append(pointer(f"range_{variable}", f"data + {k} * stride"))
        for variable, k in self.ion_index.items():
            index = f"at.ml->pdata[{k} * stride + at.instance]"
            out.append(pointer(variable, f"at.nt->_data + {index}"))
        return out

    def node_variable(self, name, array):
        if not self.mechanism.is_point:
            return [f"    const double* const __restrict {name} = {array} + at.node;"]
        return [
            f"    alignas(64) double {name}[fused::LONGEST];",
            f"    fused::spread(at, {array}, {name});",
        ]

    def loop(self):
        text = "\n".join(self.all_lines())
        out = ["#pragma omp simd", "    for (int lam_i = 0; lam_i < length; lam_i++) {"]
        if re.search(r"\bv\b", text):
            out.append("        [[maybe_unused]] const double v = voltage[lam_i];")
        for current in sorted(set(re.findall(r"\bcurrent_\w+", text))):
            out.append(f"        double {current} = 0;")
        for variable in self.assigned:
            out.append(f"        double local_{variable} = 0;")
        for function, arguments, lines in self.lambdas:
            out.append(f"        const auto {function} = [&]({arguments}) {{")
            out += lines + ["        };"]
        out += self.lines
        if self.assigned:
            out.append("        if constexpr (lam_full) {")
            out += [f"            range_{x}[lam_i] = local_{x};" for x in self.assigned]
            out.append("        }")
        return out + ["    }"]

    def entry(self, touched):
        """What lam_fused.h is told of it."""
        name = {"cur": "current", "state": "state"}[self.kind]
        scope = f"fused_{self.mechanism.name}"
        versions = [f"<{u}, {f}>" for u in ("false", "true") for f in ("false", "true")]
        kernels = [f"{scope}::{name}{x}" for x in versions if self.has_work()]
        prepare = [f"{scope}::prepare_{name}<{u}>" for u in ("false", "true") if self.invariants]
        constants = [k for x, k in self.ranges.items() if self.mechanism.is_constant(x)]
        assigned = [self.mechanism.columns[x] for x in self.assigned]
        fields = [touched, braced(kernels), braced(prepare), str(len(self.invariants))]
        fields += map(braced, (constants, sorted(assigned), sorted(self.ion_index.values())))
        return "{" + ", ".join(fields) + "}"


def braced(items):
    return "{" + ", ".join(map(str, items)) + "}"


def pointer(name, place):
    return f"    [[maybe_unused]] double* const __restrict {name} = {place};"


def rates_cpp(channel, argument, table):
    """Looks up the rates of a channel at all voltages of a run."""
    grid = ", ".join(
        f"LAM_{channel.upper()}_{x}" for x in ("N_RATES", "FIRST_MV", "LAST_MV", "INTERVALS")
    )
    out = [f"    alignas(64) double rates_{table}[LAM_{channel.upper()}_N_RATES][fused::LONGEST];"]
    voltages = "voltage"
    if argument != "v":
        voltages = f"voltage_{table}"
        out.append(f"    alignas(64) double {voltages}[fused::LONGEST];")
        out.append("#pragma omp simd")
        out.append("    for (int lam_i = 0; lam_i < length; lam_i++) {")
        out.append("        [[maybe_unused]] const double v = voltage[lam_i];")
        out.append(f"        {voltages}[lam_i] = {argument};")
        out.append("    }")
    out.append(f"    fused::look_up<{grid}>(")
    out.append(f"        lam_{channel}_rates[0], length, {voltages}, rates_{table});")
    return out


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
