: SPDX-License-Identifier: BSD-3-Clause
TITLE Transient potassium current

COMMENT
 ik = gbar m^4 h (v - ek)    x' = speed (x_inf - x)/x_tau    for x = m, h
 m_inf = 1/(1 + exp(-(v + 10)/19))    m_tau = 0.34 + 0.92 exp(-((v + 81)/59)^2)
 h_inf = 1/(1 + exp((v + 76)/10))     h_tau = 8 + 49 exp(-((v + 83)/23)^2)    (ms, v in mV)
 speed = 2.3^((37 - 21)/10): rates measured at 21 degC, at 37 degC whatever celsius is

Korngreen & Sakmann 2000, doi 10.1111/j.1469-7793.2000.00621.x, as in Hay et al. 2011, doi
10.1371/journal.pcbi.1002107: 10 mV lower for the junction potential; speed there is that of 34
degC.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX K_Tst_hay2011
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
    h
}

INITIAL {
    speed = 2.3^((37 - 21)/10)
    m = m_inf(v)
    h = h_inf(v)
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE g USEION k
    g = gbar*m*m*m*m*h
    ik = g*(v - ek)
}

DERIVATIVE states {
    m' = speed*(m_inf(v) - m)/m_tau(v)
    h' = speed*(h_inf(v) - h)/h_tau(v)
}

FUNCTION m_inf(vm (mV)) (1) {
    m_inf = 1/(1 + exp(-(vm + 10(mV))/19(mV)))
}

FUNCTION m_tau(vm (mV)) (ms) {
    LOCAL x
    x = (vm + 81(mV))/59(mV)
    m_tau = 0.34(ms) + 0.92(ms)*exp(-x*x)
}

FUNCTION h_inf(vm (mV)) (1) {
    h_inf = 1/(1 + exp((vm + 76(mV))/10(mV)))
}

FUNCTION h_tau(vm (mV)) (ms) {
    LOCAL x
    x = (vm + 83(mV))/23(mV)
    h_tau = 8(ms) + 49(ms)*exp(-x*x)
}
