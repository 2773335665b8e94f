: SPDX-License-Identifier: BSD-3-Clause
TITLE Trace: one variable of the compartment it stands in, recorded while a model runs

COMMENT
A Vector that records keeps all its samples in memory; here they go through a file of bounded
memory (csrc/probe/lam_trace.c). hoc/probe/Recording.hoc makes one of these point processes for each
trace and points it at the variable: a voltage, or a variable of any mechanism, which CoreNEURON
can follow as well. The value is taken where Vector.record takes its own, at the end of a step.
ENDCOMMENT

NEURON {
    THREADSAFE
    POINT_PROCESS LaminaeTrace
    POINTER variable
    RANGE recording, slot
}

PARAMETER {
    recording = 0 (1) : which recording the trace belongs to
    slot = -1 (1)     : which of its traces; -1: none, and `variable` need not point anywhere
}

ASSIGNED {
    variable
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

COMMENT
Called once after finitialize(), for the sample at t = 0: there it is the first time that currents
are known.
ENDCOMMENT
PROCEDURE sample() {
VERBATIM
    if (slot >= 0) {
        lam_trace_sample(0, recording, slot, variable);
    }
ENDVERBATIM
}

AFTER SOLVE {
VERBATIM
    if (slot >= 0) {
        lam_trace_sample(_nt->_t, recording, slot, variable);
    }
ENDVERBATIM
}
