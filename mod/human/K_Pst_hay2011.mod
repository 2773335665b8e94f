: SPDX-License-Identifier: BSD-3-Clause
TITLE Persistent potassium current

COMMENT
 ik = gbar m^2 h (v - ek)    x' = speed (x_inf - x)/x_tau    for x = m, h
 m_inf = 1/(1 + exp(-(v + 11)/12))    h_inf = 1/(1 + exp((v + 64)/11))
 m_tau = 1.25 + 175.03 exp(0.026 (v + 10))  below -60 mV, 1.25 + 13 exp(-0.026 (v + 10))  above
 h_tau = 360 + (1010 + 24 (v + 65)) exp(-((v + 85)/48)^2)    (ms, v in mV)
 speed = 2.3^((37 - 21)/10): rates measured at 21 degC, at 37 degC whatever celsius is

Korngreen & Sakmann 2000, doi 10.1111/j.1469-7793.2000.00621.x, as in Hay et al. 2011, doi
10.1371/journal.pcbi.1002107: 10 mV lower for the junction potential; speed there is that of 34
degC.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX K_Pst_hay2011
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
    g = gbar*m*m*h
    ik = g*(v - ek)
}

DERIVATIVE states {
    m' = speed*(m_inf(v) - m)/m_tau(v)
    h' = speed*(h_inf(v) - h)/h_tau(v)
}

FUNCTION m_inf(vm (mV)) (1) {
    m_inf = 1/(1 + exp(-(vm + 11(mV))/12(mV)))
}

FUNCTION m_tau(vm (mV)) (ms) {
    if (vm < -60) {
        m_tau = 1.25(ms) + 175.03(ms)*exp(0.026(/mV)*(vm + 10(mV)))
    } else {
        m_tau = 1.25(ms) + 13(ms)*exp(-0.026(/mV)*(vm + 10(mV)))
    }
}

FUNCTION h_inf(vm (mV)) (1) {
    h_inf = 1/(1 + exp((vm + 64(mV))/11(mV)))
}

FUNCTION h_tau(vm (mV)) (ms) {
    LOCAL x
    x = (vm + 85(mV))/48(mV)
    h_tau = 360(ms) + (1010(ms) + 24(ms/mV)*(vm + 65(mV)))*exp(-x*x)
}
