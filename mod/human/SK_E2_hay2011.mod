: SPDX-License-Identifier: BSD-3-Clause
TITLE Small-conductance potassium current, activated by calcium

COMMENT
 ik = gbar z (v - ek)    z' = (z_inf - z)/1 ms    z_inf = 1/(1 + (0.00043 mM/cai)^4.8)

Koehler et al. 1996, doi 10.1126/science.273.5282.1709, as in Hay et al. 2011, doi
10.1371/journal.pcbi.1002107. Concentrations below 1e-7 mM count as 1e-7 mM more.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX SK_E2_hay2011
    USEION k READ ek WRITE ik
    USEION ca READ cai
    RANGE gbar, g
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (mM) = (milli/liter)
    (S) = (siemens)
}

PARAMETER {
    gbar = 1e-6 (S/cm2) <0,1e9> : conductance, all channels open
}

ASSIGNED {
    v (mV)
    ek (mV)
    cai (mM)
    ik (mA/cm2)
    g (S/cm2)
}

STATE {
    z
}

INITIAL {
    z = z_inf(cai)
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE g USEION k
    g = gbar*z
    ik = g*(v - ek)
}

DERIVATIVE states {
    z' = (z_inf(cai) - z)/1(ms)
}

FUNCTION z_inf(ca (mM)) (1) {
    LOCAL bound
    bound = ca
    if (ca < 1e-7) {
        bound = ca + 1e-7(mM)
    }
    z_inf = 1/(1 + exp(4.8*log(0.00043(mM)/bound)))
}
