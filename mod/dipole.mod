: SPDX-License-Identifier: BSD-3-Clause
TITLE Current dipole along a dendrite, one segment's part (for models written for HNN-core)

COMMENT
 ia = (pv - v)/ri    Q = ia ztan    Qsum += Q    Qtotal += Q

Q is the current from the parent segment, whose voltage is pv, times ztan, the distance between the
two along the axis of the dipole (nA um = fAm); Jones et al. 2009, doi 10.1152/jn.00535.2009. It is
computed after each step and after initialisation. Set before a run: ri and ztan; pv; Qsum, to that
of the section's Dipole; Qtotal, to a sum over all sections.

It is for the NEURON engine only, because CoreNEURON cannot follow these pointers. It is not
THREADSAFE, because all segments add to shared variables. The mechanism leadfield computes the same
dipole in both engines.
ENDCOMMENT

NEURON {
    SUFFIX dipole
    RANGE ri, ia, Q, ztan
    POINTER pv, Qsum, Qtotal
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

: The equations stand twice because a PROCEDURE called from such blocks is not given its instance.
AFTER INITIAL {
    ia = (pv - v)/ri
    Q = ia*ztan
    Qsum = Qsum + Q
    Qtotal = Qtotal + Q
}

AFTER SOLVE {
    ia = (pv - v)/ri
    Q = ia*ztan
    Qsum = Qsum + Q
    Qtotal = Qtotal + Q
}
