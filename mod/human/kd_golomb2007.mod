: SPDX-License-Identifier: BSD-3-Clause
TITLE Slowly inactivating d current of fast-spiking interneurons

COMMENT
 ik = gbar a^3 b (v - ek)    a' = (a_inf - a)/2 ms    b' = (b_inf - b)/150 ms
 a_inf = 1/(1 + exp(-(v + 50)/20))    b_inf = 1/(1 + exp((v + 70)/6))    (v in mV)

Golomb et al. 2007, doi 10.1371/journal.pcbi.0030156, fast-spiking interneurons.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX kd_golomb2007
    USEION k READ ek WRITE ik
    RANGE gbar, g
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.00039 (S/cm2) <0,1e9> : conductance, all channels open
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
    g (S/cm2)
}

STATE {
    a
    b
}

INITIAL {
    a = a_inf(v)
    b = b_inf(v)
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE g USEION k
    g = gbar*a*a*a*b
    ik = g*(v - ek)
}

DERIVATIVE states {
    a' = (a_inf(v) - a)/2(ms)
    b' = (b_inf(v) - b)/150(ms)
}

FUNCTION a_inf(vm (mV)) (1) {
    a_inf = 1/(1 + exp(-(vm + 50(mV))/20(mV)))
}

FUNCTION b_inf(vm (mV)) (1) {
    b_inf = 1/(1 + exp((vm + 70(mV))/6(mV)))
}
