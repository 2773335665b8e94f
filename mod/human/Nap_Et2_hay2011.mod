: SPDX-License-Identifier: BSD-3-Clause
TITLE Persistent sodium current

COMMENT
 ina = gbar m^3 h (v - ena)    x' = speed (x_inf - x)/x_tau    for x = m, h
 m_inf = 1/(1 + exp(-(v + 52.6)/4.6))    h_inf = 1/(1 + exp((v + 48.8)/10))
 1/m_tau = (0.182 (v + 38)/(1 - exp(-(v + 38)/6)) + 0.124 (v + 38)/(exp((v + 38)/6) - 1))/6
 1/h_tau = 2.88e-6 (v + 17)/(exp((v + 17)/4.63) - 1)
           + 6.94e-6 (v + 64.4)/(1 - exp(-(v + 64.4)/2.63))    (1/ms, v in mV)
 speed = 2.3^((37 - 21)/10): rates measured at 21 degC, at 37 degC whatever celsius is

Magistretti & Alonso 1999, doi 10.1085/jgp.114.4.491, as in Hay et al. 2011, doi
10.1371/journal.pcbi.1002107, where speed is that of 34 degC; m is 6 times slower than that of
NaTa_t.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX Nap_Et2_hay2011
    USEION na READ ena WRITE ina
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
    ena (mV)
    ina (mA/cm2)
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
    CONDUCTANCE g USEION na
    g = gbar*m*m*m*h
    ina = g*(v - ena)
}

DERIVATIVE states {
    m' = speed*(m_inf(v) - m)*m_rate(v)
    h' = speed*(h_inf(v) - h)*h_rate(v)
}

FUNCTION m_inf(vm (mV)) (1) {
    m_inf = 1/(1 + exp(-(vm + 52.6(mV))/4.6(mV)))
}

FUNCTION m_rate(vm (mV)) (/ms) {
    LOCAL x
    x = (vm + 38(mV))/6(mV)
    m_rate = 0.182(/ms)*linear_over_exp(-x) + 0.124(/ms)*linear_over_exp(x)
}

FUNCTION h_inf(vm (mV)) (1) {
    h_inf = 1/(1 + exp((vm + 48.8(mV))/10(mV)))
}

FUNCTION h_rate(vm (mV)) (/ms) {
    h_rate = 2.88e-6(/ms/mV)*4.63(mV)*linear_over_exp((vm + 17(mV))/4.63(mV)) +
        6.94e-6(/ms/mV)*2.63(mV)*linear_over_exp(-(vm + 64.4(mV))/2.63(mV))
}

: x/(exp(x) - 1)
FUNCTION linear_over_exp(x (1)) (1) {
    if (fabs(x) < 1e-6) {
        linear_over_exp = 1 - x/2
    } else {
        linear_over_exp = x/(exp(x) - 1)
    }
}
