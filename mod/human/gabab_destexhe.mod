: SPDX-License-Identifier: BSD-3-Clause
TITLE GABA-B receptor: pulses of transmitter, G protein, potassium channels

COMMENT
 i = g (v - Erev)    g = G^4/(G^4 + KD) (uS)    G' = K3 (Ron + Roff) - K4 G
 Ron' = synon K1 Cmax - (K1 Cmax + K2) Ron    Roff' = -K2 Roff

An event puts Cmax of transmitter at the receptors of its source for Cdur. synon is the sum of the
weights of the sources that are on; Ron belongs to them, Roff to the others. At the ends of a pulse
the source's share, r0 at t0, moves from one to the other; at the beginning of a pulse it is
multiplied by the weight once more, as published. A weight is a number of receptors: the conductance
grows with its fourth power, and saturates.

Destexhe & Sejnowski 1995, doi 10.1073/pnas.92.21.9515, in the form of Destexhe et al. 1996, doi
10.1152/jn.1996.76.3.2049. A step is implicit Euler, as published.
ENDCOMMENT

NEURON {
    THREADSAFE
    POINT_PROCESS gabab_destexhe
    NONSPECIFIC_CURRENT i
    RANGE g, Rinf, Rtau, synon
    GLOBAL Cmax, Cdur, K1, K2, K3, K4, KD, Erev
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
    (mM) = (milli/liter)
}

PARAMETER {
    Cmax = 0.5 (mM) <0,1e9>         : transmitter in a pulse
    Cdur = 0.3 (ms) <1e-9,1e9>      : length of a pulse
    K1 = 0.52 (/ms/mM) <0,1e9>      : binding
    K2 = 0.0013 (/ms) <0,1e9>       : unbinding
    K3 = 0.098 (/ms) <0,1e9>        : production of G protein
    K4 = 0.033 (/ms) <0,1e9>        : decay of G protein
    KD = 100 (1) <1e-9,1e9>         : dissociation from the channel
    Erev = -95 (mV)                 : potassium's reversal potential
}

ASSIGNED {
    v (mV)
    i (nA)
    g (uS)
    Rinf (1)
    Rtau (ms)
    synon (1)
}

STATE {
    Ron
    Roff
    G
}

INITIAL {
    Rtau = 1/(K1*Cmax + K2)
    Rinf = K1*Cmax*Rtau
    synon = 0
    Ron = 0
    Roff = 0
    G = 0
}

BREAKPOINT {
    LOCAL bound
    SOLVE kinetics METHOD derivimplicit
    bound = G*G*G*G
    g = (1(uS))*bound/(bound + KD)
    i = g*(v - Erev)
}

DERIVATIVE kinetics {
    Ron' = synon*K1*Cmax - (K1*Cmax + K2)*Ron
    Roff' = -K2*Roff
    G' = K3*(Ron + Roff) - K4*G
}

NET_RECEIVE(weight (1), r0 (1), t0 (ms)) {
    if (flag == 0) {
        r0 = weight*r0*exp(-K2*(t - t0))
        t0 = t
        synon = synon + weight
        Ron = Ron + r0
        Roff = Roff - r0
        net_send(Cdur, 1)
    } else {
        r0 = weight*(Rinf + (r0 - Rinf)*exp(-(t - t0)/Rtau))
        t0 = t
        synon = synon - weight
        Ron = Ron - r0
        Roff = Roff + r0
    }
}
