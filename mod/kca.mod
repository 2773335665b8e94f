: SPDX-License-Identifier: BSD-3-Clause
TITLE Calcium-dependent potassium current

COMMENT
 ik = tadj gbar n (v - ek)    n' = tadj (Ra cai^caix (1 - n) - Rb n)    (cai in mM)
 tadj = q10^((celsius - temp - tshift)/10)

Reuveni et al. 1993, doi 10.1523/JNEUROSCI.13-11-04609.1993, as used by Mainen & Sejnowski 1996,
doi 10.1038/382363a0; tshift: Jones et al. 2009, doi 10.1152/jn.00535.2009.
celsius and global parameters take effect at the next finitialize().
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX kca
    USEION k READ ek WRITE ik
    USEION ca READ cai
    RANGE gbar, gk, tadj, opens, closes, order
    GLOBAL Ra, Rb, caix, temp, tshift, q10
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (mM) = (milli/liter)
    (pS) = (picosiemens)
    (um) = (micron)
}

PARAMETER {
    gbar = 10 (pS/um2) <0,1e9>          : conductance at tadj = 1, all channels open
    Ra = 0.01 (/ms) <0,1e9>             : opening rate at 1 mM
    Rb = 0.02 (/ms) <0,1e9>             : closing rate
    caix = 1 (1)                        : calcium ions that open a channel
    temp = 23 (degC)                    : temperature of the original rates
    tshift = 30.7 (degC)                : Jones et al. 2009
    q10 = 2.3 (1)                       : Mainen & Sejnowski 1996
}

ASSIGNED {
    v (mV)
    celsius (degC)
    cai (mM)
    ek (mV)
    ik (mA/cm2)
    gk (pS/um2)
    tadj (1)
    opens (/ms)
    closes (/ms)
    order (1)
}

STATE {
    n
}

INITIAL {
    tadj = q10^((celsius - temp - tshift)/10(degC))
    opens = tadj*Ra : CoreNEURON takes global parameters at its first run only
    closes = tadj*Rb
    order = caix
    n = opens*power(cai/1(mM), order)/(opens*power(cai/1(mM), order) + closes)
}

BREAKPOINT {
    LOCAL open
    SOLVE states METHOD cnexp
    CONDUCTANCE open USEION k
    gk = tadj*gbar*n
    open = (1e-4)*gk
    ik = open*(v - ek)
}

DERIVATIVE states {
    n' = opens*power(cai/1(mM), order)*(1 - n) - closes*n
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

FUNCTION power(x (1), y (1)) (1) {
    VERBATIM
    return lam_power(_lx, _ly);
    ENDVERBATIM
}
