: SPDX-License-Identifier: BSD-3-Clause
TITLE Calcium below the membrane: inflow into a shell with buffers, first-order removal

COMMENT
 cai' = max(0, -gamma ica/(2 F depth)) + (minCai - cai)/decay

Destexhe et al. 1993, doi 10.1016/S0006-3495(93)81190-1, as in Hay et al. 2011, doi
10.1371/journal.pcbi.1002107. Deviation from these: outward current does not empty the shell, or
NMDA_gao's would in a depolarised cell. F is that of cad.mod. A run begins with the concentration
that finitialize() gives calcium, cai0_ca_ion (5e-5 mM).
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX CaDynamics_E2_hay2011
    USEION ca READ ica, cai WRITE cai
    RANGE gamma, decay, depth, minCai, per_charge
    GLOBAL codata
}

UNITS {
    (mA) = (milliamp)
    (mM) = (milli/liter)
    (um) = (micron)
}

PARAMETER {
    gamma = 0.05 (1) <0,1>          : share of calcium that no buffer binds
    decay = 80 (ms) <1e-9,1e9>      : time constant of the removal
    depth = 0.1 (um) <1e-9,1e9>     : of the shell
    minCai = 5e-5 (mM) <0,1e9>      : concentration at rest
    codata = 0 (1) <0,1>            : 0: F of NEURON before version 9; 1: CODATA 2018
}

ASSIGNED {
    ica (mA/cm2)
    cai (mM)
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
    ca = cai
}

BREAKPOINT {
    SOLVE state METHOD cnexp
}

DERIVATIVE state {
    ca' = inflow(-per_charge*gamma*ica) + (minCai - ca)/decay
    cai = ca
}

FUNCTION inflow(rate (mM/ms)) (mM/ms) {
    inflow = rate
    if (rate < 0) {
        inflow = 0
    }
}
