: SPDX-License-Identifier: BSD-3-Clause
TITLE Node: the current of an electrode, or the voltage at a section's end, for the lead field

COMMENT
The current that leaves a cell through the membrane of a node has two parts: what flows to the node
along the dendrites, and what an electrode injects there (docs/lead-field.md). The first part
follows from voltages. This point process, which the probe places beside each electrode, reports the
second:
  kind 1   the current `source` itself: of an IClamp, its i, as it was in the middle of the step
  kind 2   (source - v) / resistance until `end`: of an SEClamp; `source` is its vc, `resistance`
           its rs. Its own i would belong to the voltage before the step, while the step is implicit
           in v
  kind 3   the node's whole membrane current, i_membrane_: of an electrode of which no more is
           known, and where almost no axial resistance makes the first part unknown
  kind 4   source (v - resistance): of an Exp2Syn, beside which it is placed if receptors are
           measured apart (this is a part of the first part); `source` is its g, which holds the
           conductance of the step that ends, `resistance` its e. Its own i would belong to the
           voltage before the step
At a section's end no density mechanism can stand. If another point process stands there:
  kind 0   the voltage of that end
ENDCOMMENT

NEURON {
    THREADSAFE
    POINT_PROCESS LaminaeNode
    POINTER source, resistance
    RANGE row, kind, end
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
}

PARAMETER {
    row = -1 (1)         : or current, in the lead field in use; -1: none
    kind = 0 (1)         : 0 to 4, as above
    end = 0 (ms)         : of kind 2
}

ASSIGNED {
    v (mV)
    source
    resistance (megohm)
}

VERBATIM
#include "lam_kernel.h"
#ifdef CORENEURON_BUILD /* the names that the two engines have for one array */
#define LAM_I_MEMBRANE nt->nrn_fast_imem->nrn_sav_rhs[node_id]
#else
#define LAM_I_MEMBRANE _nt->node_sav_rhs_storage()[_nrn_mechanism_get_v_node_index(_nd)]
#endif
ENDVERBATIM

COMMENT
Called once after finitialize(), for the sample at t = 0. The argument is i_membrane_.
ENDCOMMENT
PROCEDURE sample(i_nA (nA)) {
VERBATIM
    if (kind == 0) {
        lam_leadfield_sample(0, 0, row, v);
    } else {
        double lam_clamp = kind == 2 && end > 0 ? 1 / resistance * (source - v) : 0;
        double lam_more = kind == 4 ? source * (v - resistance) : _li_nA;
        double lam_i = kind == 1 ? source : kind == 2 ? lam_clamp : lam_more;
        lam_leadfield_sample_current(0, 0, row, lam_i);
    }
ENDVERBATIM
}

COMMENT
Whether the electrode is still there. (During a run the lead field's guard looks for this.)
ENDCOMMENT
FUNCTION is_pointing() {
VERBATIM
    return &source != nullptr;
ENDVERBATIM
}

AFTER SOLVE {
VERBATIM
    int lam_thread = (int) (_nt - nrn_threads);
    if (kind == 0) {
        lam_leadfield_sample(lam_thread, _nt->_t, row, v);
    } else if (&source != nullptr) {
        int lam_is_on = kind == 2 && _nt->_t - 0.5 * _nt->_dt < end;
        double lam_clamp = lam_is_on ? 1 / resistance * (source - v) : 0;
        double lam_more = kind == 4 ? source * (v - resistance) : kind == 3 ? LAM_I_MEMBRANE : 0;
        double lam_i = kind == 1 ? source : kind == 2 ? lam_clamp : lam_more;
        lam_leadfield_sample_current(lam_thread, _nt->_t, row, lam_i);
    }
ENDVERBATIM
}
