: SPDX-License-Identifier: BSD-3-Clause
TITLE Current dipole along a dendrite, sum of a section (for models written for HNN-core)

COMMENT
 before each step: Qsum = Qtotal = 0    after it: Qsum += Q, Qtotal += Q    Q = ztan (pv - v)/ri

It stands at the end (x = 1) of a section that has dipole inserted. It adds the part of that end and
holds the section's sum. dipole.mod has equations, pointers and limits. NEURON engine only.
ENDCOMMENT

NEURON {
    POINT_PROCESS Dipole
    RANGE ri, ia, Q, ztan, Qsum
    POINTER pv, Qtotal
}

UNITS {
    (mV) = (millivolt)
    (nA) = (nanoamp)
    (um) = (micron)
    (Mohm) = (megohm)
    (fAm) = (femto amp meter)
}

ASSIGNED {
    v (mV)
    pv (mV)
    ri (Mohm)
    ztan (um)
    ia (nA)
    Q (fAm)
    Qsum (fAm)
    Qtotal (fAm)
}

BEFORE INITIAL {
    Qsum = 0
    Qtotal = 0
}

AFTER INITIAL {
    ia = (pv - v)/ri
    Q = ia*ztan
    Qsum = Qsum + Q
    Qtotal = Qtotal + Q
}

BEFORE BREAKPOINT {
    Qsum = 0
    Qtotal = 0
}

AFTER SOLVE {
    ia = (pv - v)/ri
    Q = ia*ztan
    Qsum = Qsum + Q
    Qtotal = Qtotal + Q
}
