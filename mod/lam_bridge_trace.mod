: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of traces: laminae_record_*, laminae_trace_*

COMMENT
  laminae_record_read(network, text, kind, section, selected)
                                      KIND[:WHO[:SECTION]]; selected: 1 for a gid of WHO, else 0
  laminae_record_refuse(text, kind, kinds)            an error; kinds: all kinds there are, a line
                                                      each
  laminae_line(text, i, strdef)                       line i (0 ...) of a text; returns 1: found
  laminae_did_you_mean(name, names, strdef)           ", did you mean hh2?", or ";" where none is
                                                      near; names: a line each
  laminae_record_every(record_dt_ms, dt_ms)           returns the steps from one sample to the next
  laminae_trace_create()                              returns the handle, the traces' `recording`
  laminae_trace_free(handle)
  laminae_trace_add(handle, gid, section, variable, units)        returns the slot
  laminae_trace_start(handle, path, n_samples, dt_ms, every)      path "": a file without a name
  laminae_trace_finish(handle)                        start and finish return 1 if they failed
  laminae_trace_meet(failed)                          then, on every rank: an error if any failed
  laminae_trace_read(handle, gid, section, variable, samples)
See laminae.h for the calling order and the meaning. The mechanism is LaminaeTrace.
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_calls.h"
ENDVERBATIM

PROCEDURE laminae_record_read() {
VERBATIM
    lam_bridge_record_read(lam_bridge_network(1));
ENDVERBATIM
}

PROCEDURE laminae_record_refuse() {
VERBATIM
    lam_bridge_record_refuse();
ENDVERBATIM
}

FUNCTION laminae_line() {
VERBATIM
    lam_bridge_lines all(lam_bridge_text(1));
    size_t i = lam_bridge_count(2, "line");
    if (i >= all.texts.size()) {
        return 0;
    }
    lam_bridge_set_text(3, all.texts[i]);
    return 1;
ENDVERBATIM
}

PROCEDURE laminae_did_you_mean() {
VERBATIM
    lam_bridge_did_you_mean();
ENDVERBATIM
}

FUNCTION laminae_record_every() {
VERBATIM
    size_t every;
    lam_bridge_check(lam_record_every(lam_bridge_number(1), lam_bridge_number(2), &every));
    return static_cast<double>(every);
ENDVERBATIM
}

FUNCTION laminae_trace_create() {
VERBATIM
    lam_traces* traces = nullptr;
    lam_bridge_check(lam_trace_create(lam_bridge.traces.size() + 1, &traces));
    lam_bridge.traces.push_back(traces);
    return static_cast<double>(lam_bridge.traces.size());
ENDVERBATIM
}

PROCEDURE laminae_trace_free() {
VERBATIM
    lam_trace_destroy(lam_bridge_traces(1));
    lam_bridge.traces[static_cast<size_t>(lam_bridge_number(1)) - 1] = nullptr;
ENDVERBATIM
}

FUNCTION laminae_trace_add() {
VERBATIM
    size_t slot;
    lam_bridge_check(lam_trace_add(lam_bridge_traces(1), lam_bridge_count(2, "gid"),
                                   lam_bridge_text(3), lam_bridge_text(4), lam_bridge_text(5),
                                   &slot));
    return static_cast<double>(slot);
ENDVERBATIM
}

FUNCTION laminae_trace_start() {
VERBATIM
    const char* path = lam_bridge_text(2);
    return lam_bridge_keep_failure(lam_trace_start(
        lam_bridge_traces(1), path[0] != '\0' ? path : nullptr, lam_bridge_count(3, "n_samples"),
        lam_bridge_number(4), lam_bridge_count(5, "every")));
ENDVERBATIM
}

FUNCTION laminae_trace_finish() {
VERBATIM
    return lam_bridge_keep_failure(lam_trace_finish(lam_bridge_traces(1)));
ENDVERBATIM
}

PROCEDURE laminae_trace_meet() {
VERBATIM
    lam_bridge_meet(lam_bridge_number(1) != 0);
ENDVERBATIM
}

PROCEDURE laminae_trace_read() {
VERBATIM
    lam_bridge_trace_read(lam_bridge_traces(1));
ENDVERBATIM
}
