: SPDX-License-Identifier: BSD-3-Clause
TITLE Lead field: samples signals that are linear in the membrane voltage

COMMENT
Dipole moments, extracellular potentials, current source density and sensor signals are sums of
axial or membrane currents with constant weights. Both kinds of current are differences of node
voltages over constant resistances, so every such signal is
    signal[k](t) = sum over segments of weight[k][row] * v(t)
(docs/lead-field.md; see Hagen et al. 2018, doi 10.3389/fninf.2018.00092, for the same sums over
membrane currents). The weights and the samples belong to liblaminae. This mechanism tells it the
voltage of its segment after every step (lam_leadfield_sample in lam_kernel.h). No density mechanism
stands at the ends of a section; the weights account for them (csrc/probe/lam_tree.c).
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX leadfield
    RANGE row
}

UNITS {
    (mV) = (millivolt)
}

PARAMETER {
    row = -1 (1) : row of this segment in the lead field in use, -1: in none
}

ASSIGNED {
    v (mV)
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

AFTER SOLVE {
VERBATIM
    lam_leadfield_sample((int) (_nt - nrn_threads), _nt->_t, row, v);
ENDVERBATIM
}
