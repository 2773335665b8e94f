: SPDX-License-Identifier: BSD-3-Clause
TITLE High-voltage-activated calcium current

COMMENT
 ica = gbar m^2 h (v - e)    x' = a (1 - x) - b x    for x = m, h    e = (R T/2F) ln(cao/cai)
 a, b of m: 0.055 (v + 27)/(1 - exp(-(v + 27)/3.8))    0.94 exp(-(v + 75)/17)
 a, b of h: 0.000457 exp(-(v + 13)/50)                 0.0065/(1 + exp(-(v + 15)/28))
                                                       (1/ms, v in mV)

Reuveni et al. 1993, doi 10.1523/JNEUROSCI.13-11-04609.1993, as in Hay et al. 2011, doi
10.1371/journal.pcbi.1002107. Rates do not depend on celsius.

The reversal potential e, with its constants, is that of ca.mod.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX Ca_HVA_hay2011
    USEION ca READ cai, cao WRITE ica
    RANGE gbar, g, rt_2f, erev
    GLOBAL codata
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (mM) = (milli/liter)
    (S) = (siemens)
}

PARAMETER {
    gbar = 1e-5 (S/cm2) <0,1e9> : conductance, all channels open
    codata = 0 (1) <0,1>        : 0: R, F of NEURON before version 9; 1: CODATA 2018
    erev = 1e9 (mV)             : below: the reversal potential where nothing changes cai
}

ASSIGNED {
    v (mV)
    celsius (degC)
    cai (mM)
    cao (mM)
    ica (mA/cm2)
    g (S/cm2)
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
    m = m_opens(v)/(m_opens(v) + m_closes(v))
    h = h_opens(v)/(h_opens(v) + h_closes(v))
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE g USEION ca
    g = gbar*m*m*h
    ica = g*(v - rt_2f*log(cao/cai))
}

DERIVATIVE states {
    m' = m_opens(v)*(1 - m) - m_closes(v)*m
    h' = h_opens(v)*(1 - h) - h_closes(v)*h
}

FUNCTION m_opens(vm (mV)) (/ms) {
    m_opens = 0.055(/ms/mV)*3.8(mV)*linear_over_exp(-(vm + 27(mV))/3.8(mV))
}

FUNCTION m_closes(vm (mV)) (/ms) {
    m_closes = 0.94(/ms)*exp(-(vm + 75(mV))/17(mV))
}

FUNCTION h_opens(vm (mV)) (/ms) {
    h_opens = 0.000457(/ms)*exp(-(vm + 13(mV))/50(mV))
}

FUNCTION h_closes(vm (mV)) (/ms) {
    h_closes = 0.0065(/ms)/(1 + exp(-(vm + 15(mV))/28(mV)))
}

: x/(exp(x) - 1)
FUNCTION linear_over_exp(x (1)) (1) {
    if (fabs(x) < 1e-6) {
        linear_over_exp = 1 - x/2
    } else {
        linear_over_exp = x/(exp(x) - 1)
    }
}
