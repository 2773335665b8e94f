: SPDX-License-Identifier: BSD-3-Clause
TITLE Slow, non-inactivating potassium current (muscarinic)

COMMENT
 ik = tadj gbar n (v - ek)    n' = tadj (a (1 - n) - b n)    tadj = q10^((celsius-temp-tshift)/10)
 a = Ra (v - tha)/(1 - exp(-(v - tha)/qa))    b = -Rb (v - tha)/(1 - exp((v - tha)/qa))

Mainen & Sejnowski 1996, doi 10.1038/382363a0; tshift: Jones et al. 2009, doi
10.1152/jn.00535.2009. Rates are read from a table of -120 to 100 mV in 199 steps
(csrc/kernel/lam_rates.c), constant outside. celsius and global parameters take effect at the
next finitialize().
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX km
    USEION k READ ek WRITE ik
    RANGE gbar, gk, tadj
    GLOBAL Ra, Rb, tha, qa, temp, tshift, q10
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (pS) = (picosiemens)
    (um) = (micron)
}

PARAMETER {
    gbar = 10 (pS/um2) <0,1e9>          : conductance at tadj = 1, all channels open
    Ra = 0.001 (/ms/mV) <0,1e9>         : opening rate, see the equation
    Rb = 0.001 (/ms/mV) <0,1e9>         : closing rate
    tha = -30 (mV)                      : voltage of a/Ra = b/Rb
    qa = 9 (mV) <1e-9,1e9>              : slope
    temp = 23 (degC)                    : temperature of the original rates
    tshift = 30.7 (degC)                : Jones et al. 2009
    q10 = 2.3 (1)                       : Mainen & Sejnowski 1996
}

ASSIGNED {
    v (mV)
    celsius (degC)
    ek (mV)
    ik (mA/cm2)
    gk (pS/um2)
    tadj (1)
}

STATE {
    n
}

INITIAL {
    tadj = q10^((celsius - temp - tshift)/10(degC))
    build_tables(tadj)
    n = n_inf(v)
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
    n' = (n_inf(v) - n)/n_tau(v)
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

PROCEDURE build_tables(speed (1)) {
    VERBATIM
    lam_km_tables(_lspeed, Ra, Rb, tha, qa);
    ENDVERBATIM
}

FUNCTION n_inf(vm (mV)) (1) {
    VERBATIM
    return lam_km_rate(LAM_KM_N_INF, _lvm);
    ENDVERBATIM
}

FUNCTION n_tau(vm (mV)) (ms) {
    VERBATIM
    return lam_km_rate(LAM_KM_N_TAU, _lvm);
    ENDVERBATIM
}
