# SPDX-License-Identifier: BSD-3-Clause
# fuse_kernel.py - a loop of a mechanism, rewritten for a run of alike segments: what is the same for
# all is found once, numbers stand side by side, rates are looked up together.

import re

from fuse_mechanism import NotUnderstood, in_brackets

CALL = r"id, pnodecount, inst,(?: ionvar,)? data, indexes, thread, nt, v"
ION = re.compile(r"inst->(ion_\w+)\[indexes\[(\d+)\*pnodecount \+ id\]\]")
RANGE = re.compile(r"inst->(\w+)\[id\]")
GLOBAL = re.compile(r"inst->global->(\w+)\b(?!\[)")
ASSIGNMENT = re.compile(r"^\s*inst->(\w+)\[id\] = ([^;]*);$")
ION_SUM = re.compile(r"^\s*inst->(ion_\w+)\[indexes\[\d+\*pnodecount \+ id\]\] \+= [^;]*;$")
AREA = re.compile(r"inst->node_area\[indexes\[\d+\*pnodecount \+ id\]\]")
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
