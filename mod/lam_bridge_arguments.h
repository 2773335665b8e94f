/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_arguments.h - whether a HOC procedure was given the arguments that it takes.
 *
 * laminae_takes(who, parameters [, limit ...]) is the first line of each public procedure. */
#ifndef LAM_BRIDGE_ARGUMENTS_H
#define LAM_BRIDGE_ARGUMENTS_H

#include "lam_bridge.h"

#include <sstream>

struct lam_bridge_parameter {
    std::string kind, name;
    bool is_optional;
    double limit; /* of an index */
};

/* "KIND NAME, [KIND NAME]": what stands in brackets can be left out. */
inline std::vector<lam_bridge_parameter> lam_bridge_parameters(const std::string &text) {
    std::vector<lam_bridge_parameter> parameters;
    std::istringstream stream(text);
    bool is_optional = false;
    for (std::string word, kind; stream >> word;) {
        is_optional = is_optional || word[0] == '[';
        word.erase(std::remove_if(word.begin(), word.end(),
                                  [](char c) { return c == '[' || c == ']' || c == ','; }),
                   word.end());
        if (kind.empty()) {
            kind.swap(word);
        } else {
            parameters.push_back({kind, word, is_optional, 0});
            kind.clear();
        }
    }
    return parameters;
}

/* The template of an object, "Vector" of Vector[3]. */
inline std::string lam_bridge_class(Object *object) {
    std::string name = hoc_object_name(object);
    return name.substr(0, name.find('['));
}

/* Whether argument `i` is of one kind. */
inline bool lam_bridge_is(int i, const std::string &kind, double limit) {
    if (kind == "text") {
        return hoc_is_str_arg(i);
    }
    if (kind == "object") {
        return hoc_is_object_arg(i) && *hoc_objgetarg(i) != nullptr;
    }
    if (kind[0] >= 'A' && kind[0] <= 'Z') {
        return hoc_is_object_arg(i) && *hoc_objgetarg(i) != nullptr &&
               lam_bridge_class(*hoc_objgetarg(i)) == kind;
    }
    if (!hoc_is_double_arg(i) || !std::isfinite(*getarg(i))) {
        return false;
    }
    double x = *getarg(i);
    /* A fraction may be rounded, as (k + 0.5)/n - 0.5/n is. */
    bool is_whole = x == std::floor(x) && std::fabs(x) <= 9007199254740992.0;
    return kind == "number" || (kind == "positive" && x > 0) || (kind == "amount" && x >= 0) ||
           (kind == "place" && std::fabs(x) <= 1e7) ||
           (kind == "fraction" && std::fabs(x - 0.5) <= 0.5 + 1e-9) ||
           (kind == "flag" && (x == 0 || x == 1)) || (kind == "whole" && is_whole) ||
           (kind == "count" && is_whole && x >= 0) ||
           (kind == "index" && is_whole && x >= 0 && x < limit);
}

inline std::string lam_bridge_number_text(double x) {
    char text[40];
    snprintf(text, sizeof text, "%.15g", x);
    return text;
}

inline std::string lam_bridge_argument_text(int i) {
    if (!ifarg(i)) {
        return "missing";
    }
    if (hoc_is_double_arg(i)) {
        return lam_bridge_number_text(*getarg(i));
    }
    if (hoc_is_str_arg(i)) {
        return std::string("\"") + hoc_gargstr(i) + '"';
    }
    if (!hoc_is_object_arg(i)) {
        return "a reference";
    }
    return *hoc_objgetarg(i) == nullptr ? "nil" : lam_bridge_class(*hoc_objgetarg(i));
}

inline std::string lam_bridge_kind_text(const std::string &kind, double limit) {
    if (kind == "index") {
        return limit > 0 ? "a whole number from 0 to " + lam_bridge_number_text(limit - 1)
                         : "none, as there is nothing";
    }
    return kind == "text"       ? "a text"
           : kind == "number"   ? "a number"
           : kind == "positive" ? "a number above 0"
           : kind == "amount"   ? "a number from 0"
           : kind == "place"    ? "a number from -1e7 to 1e7"
           : kind == "fraction" ? "a number from 0 to 1"
           : kind == "whole"    ? "a whole number"
           : kind == "count"    ? "a whole number from 0"
           : kind == "flag"     ? "0 or 1"
           : kind == "object"   ? "an object"
                                : kind;
}

/* What is wrong with argument `i` as one of the kinds KIND|KIND; "": nothing. */
inline std::string lam_bridge_misfit(int i, const lam_bridge_parameter &parameter) {
    std::string accepted, kind;
    std::istringstream kinds(parameter.kind);
    while (std::getline(kinds, kind, '|')) {
        if (ifarg(i) ? lam_bridge_is(i, kind, parameter.limit) : parameter.is_optional) {
            return "";
        }
        accepted += (accepted.empty() ? "" : ", ") + lam_bridge_kind_text(kind, parameter.limit);
    }
    return parameter.name + ": " + lam_bridge_argument_text(i) + "; accepted: " + accepted;
}

/* What is wrong with the arguments of the procedure at hand; "": nothing. */
inline std::string lam_bridge_misfits(const std::vector<lam_bridge_parameter> &parameters) {
    int n = static_cast<int>(parameters.size());
    if (ifarg(n + 1)) {
        std::string names;
        for (const lam_bridge_parameter &parameter : parameters) {
            names += (names.empty() ? "" : ", ") + parameter.name;
        }
        return "too many arguments; accepted: " + (names.empty() ? "none" : names);
    }
    for (int i = 0; i < n; i++) {
        std::string misfit = lam_bridge_misfit(i + 1, parameters[static_cast<size_t>(i)]);
        if (!misfit.empty()) {
            return misfit;
        }
    }
    return "";
}

/* laminae_takes. While its own frame is off NEURON's stack, arguments are those of the procedure
 * that calls it; the frame returns without any. */
inline void lam_bridge_takes() {
    static Symbol *const own_symbol = hoc_lookup("laminae_takes");
    std::string who = hoc_gargstr(1);
    std::vector<lam_bridge_parameter> parameters = lam_bridge_parameters(hoc_gargstr(2));
    int limit = 3;
    for (lam_bridge_parameter &parameter : parameters) {
        if (parameter.kind == "index") {
            parameter.limit = *getarg(limit++);
        }
    }
    hoc_pop_frame();
    std::string misfit = lam_bridge_misfits(parameters);
    hoc_push_frame(own_symbol, 0);
    if (!misfit.empty()) {
        lam_bridge_fail(who + ": " + misfit, 2);
    }
}

#endif
