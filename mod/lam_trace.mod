TITLE Trace: one variable of the compartment it stands in, recorded while a model runs

COMMENT
A Vector that records keeps all its samples in memory; here they go through a file of bounded
memory (csrc/lam_trace.c). hoc/probe/Recording.hoc makes one of these point processes for each
trace and points it at the variable: a voltage, or a variable of any mechanism, which CoreNEURON
can follow as well. The value is taken where Vector.record takes its own, at the end of a step.
ENDCOMMENT

NEURON {
    THREADSAFE
    POINT_PROCESS LaminaeTrace
    POINTER variable
    RANGE slot
}

PARAMETER {
    slot = -1 (1) : number of the trace, -1: none, and then `variable` need not point anywhere
}

ASSIGNED {
    variable
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

COMMENT
Called once after finitialize(), for the sample at the start of a run: there it is the first time
that currents are known.
ENDCOMMENT
PROCEDURE sample() {
VERBATIM
    if (slot >= 0) {
        lam_trace_sample(_nt->_t, slot, variable);
    }
ENDVERBATIM
}

AFTER SOLVE {
VERBATIM
    if (slot >= 0) {
        lam_trace_sample(_nt->_t, slot, variable);
    }
ENDVERBATIM
}
