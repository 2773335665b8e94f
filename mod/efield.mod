: SPDX-License-Identifier: BSD-3-Clause
TITLE Electric field from outside (tES, TMS, DBS), as currents that stand for it

COMMENT
A field E moves the potential outside of segment i by phi_i = -E r_i. Inside are v_i + phi_i, so the
axial current into a segment is
    sum_j g_ij (v_j - v_i) + sum_j g_ij (phi_j - phi_i).
The second sum is the current i of this mechanism, and v stays the membrane voltage
(lam_tree_field, csrc/probe/lam_tree.c; Rattay 1986, doi 10.1109/TBME.1986.325670). It is linear in
the field: x, y and z say what 1 V/m along each axis injects; ElectricField.hoc sets them. The
course of the field is that of csrc/field/lam_field.c. The same could be had from NEURON's
`extracellular`, which CoreNEURON does not have.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX efield
    ELECTRODE_CURRENT i
    RANGE x, y, z
}

UNITS {
    (mA) = (milliamp)
}

PARAMETER {
    x = 0 (mA m/volt cm2) : of a field along x, where it is positive outwards
    y = 0 (mA m/volt cm2)
    z = 0 (mA m/volt cm2)
}

ASSIGNED {
    i (mA/cm2)
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

BREAKPOINT {
    i = injected(t, x, y, z)
}

FUNCTION injected(t (ms), x (mA m/volt cm2), y (mA m/volt cm2), z (mA m/volt cm2)) (mA/cm2) {
VERBATIM
    return lam_field_times(_lt, _lx, _ly, _lz);
ENDVERBATIM
}
