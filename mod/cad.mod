: SPDX-License-Identifier: BSD-3-Clause
TITLE Calcium below the membrane: inflow into a thin shell, first-order removal

COMMENT
 cai' = max(0, -ica/(2 F depth)) + (cainf - cai)/taur

Destexhe et al. 1993, doi 10.1016/S0006-3495(93)81190-1, but a time constant replaces the pump.
Outward current does not empty the shell. Values: Mainen & Sejnowski 1996, doi 10.1038/382363a0.
F is the value that NEURON before version 9 compiled into mechanisms, six digits of its own
96485.309, so that results are those of that time. With codata = 1 it is that of CODATA 2018.
finitialize() sets cai to cainf; global parameters take effect then.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX cad
    USEION ca READ ica, cai WRITE cai
    RANGE taur, rest, per_charge
    GLOBAL depth, cainf, codata
}

UNITS {
    (mA) = (milliamp)
    (mM) = (milli/liter)
    (um) = (micron)
}

PARAMETER {
    depth = 0.1 (um) <1e-9,1e9>         : of the shell
    taur = 200 (ms) <1e-9,1e9>          : of the removal
    cainf = 100e-6 (mM) <0,1e9>         : concentration at rest
    codata = 0 (1) <0,1>                : 0: F of NEURON before version 9; 1: CODATA 2018
}

ASSIGNED {
    ica (mA/cm2)
    cai (mM)
    rest (mM)
    per_charge (mM cm2/mA/ms)
}

STATE {
    ca (mM) <1e-5>
}

INITIAL {
    if (codata == 0) {
        per_charge = (10000)/(2*96485.3(coulomb)*depth)
    } else {
        per_charge = (10000)/(2*96485.33212331(coulomb)*depth)
    }
    rest = cainf : CoreNEURON takes global parameters at its first run only
    ca = rest
    cai = ca
}

BREAKPOINT {
    SOLVE state METHOD cnexp
}

DERIVATIVE state {
    ca' = inflow(ica) + (rest - ca)/taur
    cai = ca
}

FUNCTION inflow(i (mA/cm2)) (mM/ms) {
    inflow = -per_charge*i
    if (inflow < 0) {
        inflow = 0
    }
}
