: SPDX-License-Identifier: BSD-3-Clause
TITLE Delayed rectifier of fast-spiking interneurons

COMMENT
 ik = gbar n^2 (v - ek)    n' = (n_inf - n)/n_tau    n_inf = 1/(1 + exp(-(v + 12.4)/6.8))
 n_tau = (0.087 + 11.4/(1 + exp((v + 14.6)/8.6))) (0.087 + 11.4/(1 + exp(-(v - 1.3)/18.7)))
                                                                            (ms, v in mV)

Golomb et al. 2007, doi 10.1371/journal.pcbi.0030156, fast-spiking interneurons.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX kdr_golomb2007
    USEION k READ ek WRITE ik
    RANGE gbar, g
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.225 (S/cm2) <0,1e9> : conductance, all channels open
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
    g (S/cm2)
}

STATE {
    n
}

INITIAL {
    n = n_inf(v)
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE g USEION k
    g = gbar*n*n
    ik = g*(v - ek)
}

DERIVATIVE states {
    n' = (n_inf(v) - n)/n_tau(v)
}

FUNCTION n_inf(vm (mV)) (1) {
    n_inf = 1/(1 + exp(-(vm + 12.4(mV))/6.8(mV)))
}

FUNCTION n_tau(vm (mV)) (ms) {
    n_tau = (1(ms))*(0.087 + 11.4/(1 + exp((vm + 14.6(mV))/8.6(mV))))*
        (0.087 + 11.4/(1 + exp(-(vm - 1.3(mV))/18.7(mV))))
}
