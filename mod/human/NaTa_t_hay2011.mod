: SPDX-License-Identifier: BSD-3-Clause
TITLE Fast sodium current of the axon and the apical dendrite

COMMENT
 ina = gbar m^3 h (v - ena)    x' = speed (a (1 - x) - b x)    for x = m, h
 a, b of m: 0.182 (v + 38)/(1 - exp(-(v + 38)/6))     0.124 (v + 38)/(exp((v + 38)/6) - 1)
 a, b of h: 0.015 (v + 66)/(exp((v + 66)/6) - 1)      0.015 (v + 66)/(1 - exp(-(v + 66)/6))
                                                     (1/ms, v in mV)
 speed = 2.3^((37 - 21)/10): rates measured at 21 degC, at 37 degC whatever celsius is

Colbert & Pan 2002, doi 10.1038/nn0602-857, as in Hay et al. 2011, doi
10.1371/journal.pcbi.1002107, where speed is that of 34 degC.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX NaTa_t_hay2011
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
    m = m_opens(v)/(m_opens(v) + m_closes(v))
    h = h_opens(v)/(h_opens(v) + h_closes(v))
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE g USEION na
    g = gbar*m*m*m*h
    ina = g*(v - ena)
}

DERIVATIVE states {
    m' = speed*(m_opens(v)*(1 - m) - m_closes(v)*m)
    h' = speed*(h_opens(v)*(1 - h) - h_closes(v)*h)
}

FUNCTION m_opens(vm (mV)) (/ms) {
    m_opens = 0.182(/ms/mV)*6(mV)*linear_over_exp(-(vm + 38(mV))/6(mV))
}

FUNCTION m_closes(vm (mV)) (/ms) {
    m_closes = 0.124(/ms/mV)*6(mV)*linear_over_exp((vm + 38(mV))/6(mV))
}

FUNCTION h_opens(vm (mV)) (/ms) {
    h_opens = 0.015(/ms/mV)*6(mV)*linear_over_exp((vm + 66(mV))/6(mV))
}

FUNCTION h_closes(vm (mV)) (/ms) {
    h_closes = 0.015(/ms/mV)*6(mV)*linear_over_exp(-(vm + 66(mV))/6(mV))
}

: x/(exp(x) - 1)
FUNCTION linear_over_exp(x (1)) (1) {
    if (fabs(x) < 1e-6) {
        linear_over_exp = 1 - x/2
    } else {
        linear_over_exp = x/(exp(x) - 1)
    }
}
