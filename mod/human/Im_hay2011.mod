: SPDX-License-Identifier: BSD-3-Clause
TITLE Slow, non-inactivating potassium current (muscarinic)

COMMENT
 ik = gbar m (v - ek)    m' = speed (a (1 - m) - b m)
 a = 0.0033 exp(0.1 (v + 35))    b = 0.0033 exp(-0.1 (v + 35))    (1/ms, v in mV)
 speed = 2.3^((37 - 21)/10): rates measured at 21 degC, at 37 degC whatever celsius is

Adams et al. 1982, doi 10.1113/jphysiol.1982.sp014357, as in Hay et al. 2011, doi
10.1371/journal.pcbi.1002107, where speed is that of 34 degC.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX Im_hay2011
    USEION k READ ek WRITE ik
    RANGE gbar, g, speed
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
    speed (1)
}

STATE {
    m
}

INITIAL {
    speed = 2.3^((37 - 21)/10)
    m = m_opens(v)/(m_opens(v) + m_closes(v))
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE g USEION k
    g = gbar*m
    ik = g*(v - ek)
}

DERIVATIVE states {
    m' = speed*(m_opens(v)*(1 - m) - m_closes(v)*m)
}

FUNCTION m_opens(vm (mV)) (/ms) {
    m_opens = 0.0033(/ms)*exp((vm + 35(mV))/10(mV))
}

FUNCTION m_closes(vm (mV)) (/ms) {
    m_closes = 0.0033(/ms)*exp(-(vm + 35(mV))/10(mV))
}
