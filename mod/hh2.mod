: SPDX-License-Identifier: BSD-3-Clause
TITLE Sodium, delayed rectifier and leak of Hodgkin and Huxley

COMMENT
 ina = gnabar m^3 h (v - ena)    ik = gkbar n^4 (v - ek)    il = gl (v - el)
 x' = (x_inf - x)/x_tau    x_inf = a/(a + b)    x_tau = 1/(speed (a + b))    for x = m, h, n
 speed = 3^((celsius - temp - tshift)/10)
 a, b of m: 0.1 (v + 40)/(1 - exp(-(v + 40)/10))      4 exp(-(v + 65)/18)
 a, b of h: 0.07 exp(-(v + 65)/20)                    1/(1 + exp(-(v + 35)/10))
 a, b of n: 0.01 (v + 55)/(1 - exp(-(v + 55)/10))     0.125 exp(-(v + 65)/80)     (1/ms, v in mV)

Hodgkin & Huxley 1952, doi 10.1113/jphysiol.1952.sp004764, equations 12, 13, 20, 21, 23 and 24,
with depolarisation positive and rest at -65 mV. Rates are read from a table of -100 to 100 mV in
200 steps (csrc/kernel/lam_rates.c), constant outside.

Deviation from 1952: tshift = 30.7 degC makes the kinetics at 37 degC those of the squid axon at
6.3 degC (Jones et al. 2009, doi 10.1152/jn.00535.2009). celsius and global parameters take effect
at the next finitialize().
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX hh2
    USEION na READ ena WRITE ina
    USEION k READ ek WRITE ik
    NONSPECIFIC_CURRENT il
    RANGE gnabar, gkbar, gl, el, gna, gk
    GLOBAL temp, tshift
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    gnabar = 0.12 (S/cm2) <0,1e9>   : Hodgkin & Huxley 1952, table 3
    gkbar = 0.036 (S/cm2) <0,1e9>   : the same
    gl = 0.0003 (S/cm2) <0,1e9>     : the same
    el = -54.3 (mV)                 : the same, rest at -65 mV
    temp = 6.3 (degC)               : temperature of the original rates
    tshift = 30.7 (degC)            : difference to the mammal's body
}

ASSIGNED {
    v (mV)
    celsius (degC)
    ena (mV)
    ek (mV)
    gna (S/cm2)
    gk (S/cm2)
    ina (mA/cm2)
    ik (mA/cm2)
    il (mA/cm2)
}

STATE {
    m
    h
    n
}

INITIAL {
    LOCAL speed
    speed = 3^((celsius - temp - tshift)/10(degC))
    build_tables(speed)
    m = m_inf(v)
    h = h_inf(v)
    n = n_inf(v)
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE gna USEION na : so currents are not evaluated twice to find their slope
    CONDUCTANCE gk USEION k
    CONDUCTANCE gl
    gna = gnabar*m*m*m*h
    ina = gna*(v - ena)
    gk = gkbar*n*n*n*n
    ik = gk*(v - ek)
    il = gl*(v - el)
}

DERIVATIVE states {
    m' = (m_inf(v) - m)/m_tau(v)
    h' = (h_inf(v) - h)/h_tau(v)
    n' = (n_inf(v) - n)/n_tau(v)
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

PROCEDURE build_tables(speed (1)) {
    VERBATIM
    lam_hh2_tables(_lspeed);
    ENDVERBATIM
}

FUNCTION m_inf(vm (mV)) (1) {
    VERBATIM
    return lam_hh2_rate(LAM_HH2_M_INF, _lvm);
    ENDVERBATIM
}

FUNCTION m_tau(vm (mV)) (ms) {
    VERBATIM
    return lam_hh2_rate(LAM_HH2_M_TAU, _lvm);
    ENDVERBATIM
}

FUNCTION h_inf(vm (mV)) (1) {
    VERBATIM
    return lam_hh2_rate(LAM_HH2_H_INF, _lvm);
    ENDVERBATIM
}

FUNCTION h_tau(vm (mV)) (ms) {
    VERBATIM
    return lam_hh2_rate(LAM_HH2_H_TAU, _lvm);
    ENDVERBATIM
}

FUNCTION n_inf(vm (mV)) (1) {
    VERBATIM
    return lam_hh2_rate(LAM_HH2_N_INF, _lvm);
    ENDVERBATIM
}

FUNCTION n_tau(vm (mV)) (ms) {
    VERBATIM
    return lam_hh2_rate(LAM_HH2_N_TAU, _lvm);
    ENDVERBATIM
}
