: SPDX-License-Identifier: BSD-3-Clause
TITLE Low-threshold calcium current, carried as a nonspecific current

COMMENT
 i = gbar m^2 h (v - erev)    x' = (x_inf - x)/x_tau    for x = m, h
 m_inf = 1/(1 + exp((-v - 56)/6.2))
 m_tau = 0.204 + 0.333/(exp((v + 15.8)/18.2) + exp((-v - 131)/16.7))
 h_inf = 1/(1 + exp((v + 80)/4))
 h_tau = 0.333 exp((v + 466)/66.6)            below -81 mV
         9.32 + 0.333 exp((-v - 21)/10.5)     else                      (ms, v in mV)

Traub et al. 2003, doi 10.1152/jn.00573.2002. Rates are read from a table of -120 to 40 mV in 641
steps (csrc/kernel/lam_rates.c), constant outside. The current does not
change the calcium concentration. finitialize() closes all gates (m = 0).
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX cat
    NONSPECIFIC_CURRENT i
    RANGE gbar, erev
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0 (S/cm2) <0,1e9>            : conductance with all gates open
    erev = 125 (mV)                     : Traub et al. 2003
}

ASSIGNED {
    v (mV)
    i (mA/cm2)
}

STATE {
    m
    h
}

INITIAL {
    build_tables()
    m = 0
    h = h_inf(v)
}

BREAKPOINT {
    LOCAL open
    SOLVE states METHOD cnexp
    CONDUCTANCE open
    open = gbar*m*m*h
    i = open*(v - erev)
}

DERIVATIVE states {
    m' = (m_inf(v) - m)/m_tau(v)
    h' = (h_inf(v) - h)/h_tau(v)
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

PROCEDURE build_tables() {
    VERBATIM
    lam_cat_tables();
    ENDVERBATIM
}

FUNCTION m_inf(vm (mV)) (1) {
    VERBATIM
    return lam_cat_rate(LAM_CAT_M_INF, _lvm);
    ENDVERBATIM
}

FUNCTION m_tau(vm (mV)) (ms) {
    VERBATIM
    return lam_cat_rate(LAM_CAT_M_TAU, _lvm);
    ENDVERBATIM
}

FUNCTION h_inf(vm (mV)) (1) {
    VERBATIM
    return lam_cat_rate(LAM_CAT_H_INF, _lvm);
    ENDVERBATIM
}

FUNCTION h_tau(vm (mV)) (ms) {
    VERBATIM
    return lam_cat_rate(LAM_CAT_H_TAU, _lvm);
    ENDVERBATIM
}
