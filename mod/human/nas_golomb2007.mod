: SPDX-License-Identifier: BSD-3-Clause
TITLE Sodium current of fast-spiking interneurons

COMMENT
 ina = gbar m^3 h (v - ena)    m' = (m_inf - m)/0.001 ms    h' = (h_inf - h)/h_tau
 m_inf = 1/(1 + exp(-(v + 24)/11.5))    h_inf = 1/(1 + exp((v + 58.3)/6.7))
 h_tau = 0.5 + 14/(1 + exp((v + 60)/12))    (ms, v in mV)

Golomb et al. 2007, doi 10.1371/journal.pcbi.0030156, fast-spiking interneurons. Deviation: there
m is m_inf; the time constant, far below any step, makes it that of the voltage one step before,
which keeps steps above 0.02 ms stable (Carnevale, ModelDB 97747).
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX nas_golomb2007
    USEION na READ ena WRITE ina
    RANGE gbar, g
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.1125 (S/cm2) <0,1e9> : conductance, all channels open
}

ASSIGNED {
    v (mV)
    ena (mV)
    ina (mA/cm2)
    g (S/cm2)
}

STATE {
    m
    h
}

INITIAL {
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
    m' = (m_inf(v) - m)/0.001(ms)
    h' = (h_inf(v) - h)/h_tau(v)
}

FUNCTION m_inf(vm (mV)) (1) {
    m_inf = 1/(1 + exp(-(vm + 24(mV))/11.5(mV)))
}

FUNCTION h_inf(vm (mV)) (1) {
    h_inf = 1/(1 + exp((vm + 58.3(mV))/6.7(mV)))
}

FUNCTION h_tau(vm (mV)) (ms) {
    h_tau = 0.5(ms) + 14(ms)/(1 + exp((vm + 60(mV))/12(mV)))
}
