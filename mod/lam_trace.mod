: SPDX-License-Identifier: BSD-3-Clause
TITLE Trace: one variable of the compartment it stands in, recorded while a model runs

COMMENT
A Vector that records keeps all its samples in memory. These samples go to a file, and the memory is
bounded (csrc/probe/lam_trace.c). hoc/probe/Recording.hoc makes one of these point processes for
each trace and points it at the variable: a voltage, or a variable of any mechanism. CoreNEURON can
follow this pointer as well. The value is taken at the end of a step, where Vector.record takes its
own.
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
Called once after finitialize(), for the sample at t = 0. Currents are not known earlier.
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
