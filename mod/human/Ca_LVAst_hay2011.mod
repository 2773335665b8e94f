: SPDX-License-Identifier: BSD-3-Clause
TITLE Low-voltage-activated calcium current

COMMENT
 ica = gbar m^2 h (v - e)    e = (R T/2F) ln(cao/cai)    x' = speed (x_inf - x)/x_tau, x = m, h
 m_inf = 1/(1 + exp(-(v + 40)/6))     m_tau = 5 + 20/(1 + exp((v + 35)/5))
 h_inf = 1/(1 + exp((v + 90)/6.4))    h_tau = 20 + 50/(1 + exp((v + 50)/7))    (ms, v in mV)
 speed = 2.3^((37 - 21)/10): rates measured at 21 degC, at 37 degC whatever celsius is

Avery & Johnston 1996, doi 10.1523/JNEUROSCI.16-18-05567.1996, time constants of Randall & Tsien
1997, doi 10.1016/S0028-3908(97)00086-5, as in Hay et al. 2011, doi 10.1371/journal.pcbi.1002107:
10 mV lower for the junction potential; speed there is that of 34 degC.

The reversal potential e, with its constants, is that of ca.mod.
ENDCOMMENT

NEURON {
    THREADSAFE
    SUFFIX Ca_LVAst_hay2011
    USEION ca READ cai, cao WRITE ica
    RANGE gbar, g, speed, rt_2f, erev
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
    speed (1)
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
    speed = 2.3^((37 - 21)/10)
    m = m_inf(v)
    h = h_inf(v)
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    CONDUCTANCE g USEION ca
    g = gbar*m*m*h
    ica = g*(v - rt_2f*log(cao/cai))
}

DERIVATIVE states {
    m' = speed*(m_inf(v) - m)/m_tau(v)
    h' = speed*(h_inf(v) - h)/h_tau(v)
}

FUNCTION m_inf(vm (mV)) (1) {
    m_inf = 1/(1 + exp(-(vm + 40(mV))/6(mV)))
}

FUNCTION m_tau(vm (mV)) (ms) {
    m_tau = 5(ms) + 20(ms)/(1 + exp((vm + 35(mV))/5(mV)))
}

FUNCTION h_inf(vm (mV)) (1) {
    h_inf = 1/(1 + exp((vm + 90(mV))/6.4(mV)))
}

FUNCTION h_tau(vm (mV)) (ms) {
    h_tau = 20(ms) + 50(ms)/(1 + exp((vm + 50(mV))/7(mV)))
}
