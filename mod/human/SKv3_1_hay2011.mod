: SPDX-License-Identifier: BSD-3-Clause
TITLE Fast, non-inactivating potassium current (Kv3.1)

COMMENT
 ik = gbar m (v - ek)    m' = (m_inf - m)/m_tau
 m_inf = 1/(1 + exp(-(v - 18.7)/9.7))    m_tau = 4/(1 + exp(-(v + 46.56)/44.14))    (ms, v in mV)

Rettig et al. 1992, doi 10.1002/j.1460-2075.1992.tb05312.x, as in Hay et al. 2011, doi
10.1371/journal.pcbi.1002107. Rates do not depend on celsius.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX SKv3_1_hay2011
    USEION k READ ek WRITE ik
    RANGE gbar, g
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    gbar = 1e-5 (S/cm2) <0,1e9> : conductance, all channels open
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
    g (S/cm2)
}

STATE {
    m
}

INITIAL {
    m = m_inf(v)
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE g USEION k
    g = gbar*m
    ik = g*(v - ek)
}

DERIVATIVE states {
    m' = (m_inf(v) - m)/m_tau(v)
}

FUNCTION m_inf(vm (mV)) (1) {
    m_inf = 1/(1 + exp(-(vm - 18.7(mV))/9.7(mV)))
}

FUNCTION m_tau(vm (mV)) (ms) {
    m_tau = 4(ms)/(1 + exp(-(vm + 46.56(mV))/44.14(mV)))
}
