: SPDX-License-Identifier: BSD-3-Clause
TITLE Anomalous rectifier (hyperpolarisation-activated current)

COMMENT
 i = gbar m (v - erev)    m' = (m_inf - m)/m_tau
 m_inf = 1/(1 + exp((v + 75)/5.5))
 m_tau = 1/(exp(-14.6 - 0.086 v) + exp(-1.87 + 0.07 v))     (ms, v in mV)

Traub et al. 2003, doi 10.1152/jn.00573.2002. Rates are read from a table of -120 to 40 mV in 641
steps (csrc/kernel/lam_rates.c), constant outside. finitialize() sets m = 0.25, whatever the
voltage.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX ar
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
    erev = -35 (mV)                     : Traub et al. 2003
}

ASSIGNED {
    v (mV)
    i (mA/cm2)
}

STATE {
    m
}

INITIAL {
    build_tables()
    m = 0.25
}

BREAKPOINT {
    LOCAL open
    SOLVE states METHOD cnexp
    CONDUCTANCE open
    open = gbar*m
    i = open*(v - erev)
}

DERIVATIVE states {
    m' = (m_inf(v) - m)/m_tau(v)
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

PROCEDURE build_tables() {
    VERBATIM
    lam_ar_tables();
    ENDVERBATIM
}

FUNCTION m_inf(vm (mV)) (1) {
    VERBATIM
    return lam_ar_rate(LAM_AR_M_INF, _lvm);
    ENDVERBATIM
}

FUNCTION m_tau(vm (mV)) (ms) {
    VERBATIM
    return lam_ar_rate(LAM_AR_M_TAU, _lvm);
    ENDVERBATIM
}
