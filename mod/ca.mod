: SPDX-License-Identifier: BSD-3-Clause
TITLE High-voltage-activated calcium current

COMMENT
 ica = tadj gbar m^2 h (v - e)    e = (R T/2F) ln(cao/cai)    tadj = q10^((celsius-temp-tshift)/10)
 x' = (x_inf - x)/x_tau    x_inf = a/(a + b)    x_tau = 1/(tadj (a + b))    for x = m, h
 a, b of m: 0.055 (-27 - u)/(exp((-27 - u)/3.8) - 1)    0.94 exp((-75 - u)/17)
 a, b of h: 0.000457 exp((-13 - u)/50)                  0.0065/(exp((-15 - u)/28) + 1)
                                                        (1/ms, u = v + vshift in mV)

Reuveni et al. 1993, doi 10.1523/JNEUROSCI.13-11-04609.1993, as used by Mainen & Sejnowski 1996,
doi 10.1038/382363a0. Rates are read from a table of -120 to 100 mV in 199 steps
(csrc/kernel/lam_rates.c), constant outside. tshift = 30.7 degC makes tadj 0.25 at 37 degC, as in
Jones et al. 2009, doi 10.1152/jn.00535.2009. celsius and global parameters take effect at the
next finitialize().

Deviation from what NEURON usually does: the reversal potential is computed here from the
concentrations, and eca is not read. R and F are those of NEURON before version 9, with which the
model was published. With codata = 1 they are those of CODATA 2018, which moves the reversal by
0.01 % and, through it, spikes. Set codata to the same value in cad. Where no mechanism computes
cai, NEURON has a fixed eca; erev takes its place. (The constants stand in the equation because the
translators keep only six digits of a parameter's default.)
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX ca
    USEION ca READ cai, cao WRITE ica
    RANGE gbar, gca, tadj, shift, rt_2f, erev
    GLOBAL temp, tshift, q10, vshift, codata
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (mM) = (milli/liter)
    (pS) = (picosiemens)
    (um) = (micron)
}

PARAMETER {
    gbar = 0.1 (pS/um2) <0,1e9>         : conductance at tadj = 1
    temp = 23 (degC)                    : temperature of the original rates
    tshift = 30.7 (degC)                : Jones et al. 2009
    q10 = 2.3 (1)                       : Mainen & Sejnowski 1996
    vshift = 0 (mV)                     : added to v in all rates
    codata = 0 (1) <0,1>                : 0: R, F of NEURON before version 9; 1: CODATA 2018
    erev = 1e9 (mV)                     : below: the reversal potential where nothing changes cai
}

ASSIGNED {
    v (mV)
    celsius (degC)
    cai (mM)
    cao (mM)
    ica (mA/cm2)
    gca (pS/um2)
    tadj (1)
    shift (mV)
    rt_2f (mV)
}

STATE {
    m
    h
}

INITIAL {
    LOCAL r_f
    if (codata == 0) {
        r_f = 8.3134(joule/degC)/96485.309(coulomb)
    } else {
        r_f = 8.31446261815324(joule/degC)/96485.33212331(coulomb)
    }
    rt_2f = (1000)*r_f*(celsius + 273.15(degC))/2
    if (erev < 1e9) {
        rt_2f = erev/log(cao/cai)
    }
    tadj = q10^((celsius - temp - tshift)/10(degC))
    shift = vshift : CoreNEURON takes global parameters at its first run only
    build_tables(tadj)
    m = m_inf(v + shift)
    h = h_inf(v + shift)
}

BREAKPOINT {
    LOCAL open
    SOLVE states METHOD cnexp
    CONDUCTANCE open USEION ca
    gca = tadj*gbar*m*m*h
    open = (1e-4)*gca
    ica = open*(v - rt_2f*log(cao/cai))
}

DERIVATIVE states {
    m' = (m_inf(v + shift) - m)/m_tau(v + shift)
    h' = (h_inf(v + shift) - h)/h_tau(v + shift)
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

PROCEDURE build_tables(speed (1)) {
    VERBATIM
    lam_ca_tables(_lspeed);
    ENDVERBATIM
}

FUNCTION m_inf(vm (mV)) (1) {
    VERBATIM
    return lam_ca_rate(LAM_CA_M_INF, _lvm);
    ENDVERBATIM
}

FUNCTION m_tau(vm (mV)) (ms) {
    VERBATIM
    return lam_ca_rate(LAM_CA_M_TAU, _lvm);
    ENDVERBATIM
}

FUNCTION h_inf(vm (mV)) (1) {
    VERBATIM
    return lam_ca_rate(LAM_CA_H_INF, _lvm);
    ENDVERBATIM
}

FUNCTION h_tau(vm (mV)) (ms) {
    VERBATIM
    return lam_ca_rate(LAM_CA_H_TAU, _lvm);
    ENDVERBATIM
}
