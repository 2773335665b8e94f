: SPDX-License-Identifier: BSD-3-Clause
TITLE Hyperpolarisation-activated cation current

COMMENT
 ihcn = gbar m (v - ehcn)    m' = a (1 - m) - b m
 a = 0.00643 (v + 154.9)/(exp((v + 154.9)/11.9) - 1)    b = 0.193 exp(v/33.1)    (1/ms, v in mV)

Kole et al. 2006, doi 10.1523/JNEUROSCI.3664-05.2006, as in Hay et al. 2011, doi
10.1371/journal.pcbi.1002107. Rates do not depend on celsius.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX Ih_hay2011
    NONSPECIFIC_CURRENT ihcn
    RANGE gbar, g
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    gbar = 1e-5 (S/cm2) <0,1e9> : conductance, all channels open
    ehcn = -45 (mV)               : Kole et al. 2006
}

ASSIGNED {
    v (mV)
    ihcn (mA/cm2)
    g (S/cm2)
}

STATE {
    m
}

INITIAL {
    m = m_opens(v)/(m_opens(v) + m_closes(v))
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE g
    g = gbar*m
    ihcn = g*(v - ehcn)
}

DERIVATIVE states {
    m' = m_opens(v)*(1 - m) - m_closes(v)*m
}

FUNCTION m_opens(vm (mV)) (/ms) {
    m_opens = 0.00643(/ms/mV)*11.9(mV)*linear_over_exp((vm + 154.9(mV))/11.9(mV))
}

FUNCTION m_closes(vm (mV)) (/ms) {
    m_closes = 0.193(/ms)*exp(vm/33.1(mV))
}

: x/(exp(x) - 1)
FUNCTION linear_over_exp(x (1)) (1) {
    if (fabs(x) < 1e-6) {
        linear_over_exp = 1 - x/2
    } else {
        linear_over_exp = x/(exp(x) - 1)
    }
}
