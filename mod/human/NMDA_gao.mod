: SPDX-License-Identifier: BSD-3-Clause
TITLE NMDA receptor: pulses of transmitter, block by magnesium, calcium current

COMMENT
 iNMDA = gmax (Ron + Roff) B (v - e)    i = iNMDA    ica = iNMDA/10
 B = 1/(1 + exp(-0.072 v) mg/3.57)    (v in mV, mg in mM)
 Ron' = (synon Rinf - Ron)/Rtau    Roff' = -Beta Roff    Rinf = Cmax Alpha Rtau
 Rtau = 1/(Cmax Alpha + Beta)

An event puts Cmax of transmitter at the receptors of its source for Cdur. Events within that time
prolong it, and do not add up. synon is the sum of the weights of the sources that are on; Ron
belongs to them, Roff to the others. At the ends of a pulse the source's share, r0 at t0, moves
from one to the other. A weight counts in units of gmax.

Destexhe et al. 1994, doi 10.1162/neco.1994.6.1.14; block: Jahr & Stevens 1990, doi
10.1523/JNEUROSCI.10-09-03178.1990; calcium: Ascher & Nowak 1988, doi
10.1113/jphysiol.1988.sp017078; as in Gao et al. 2021, doi 10.1152/jn.00734.2019. B is read from a
table of -140 to 80 mV in 1000 steps (csrc/kernel/lam_rates.c), constant outside. mg takes effect
at the next finitialize().

As published, i and iNMDA both cross the membrane, and ica besides: 2.1 times iNMDA in all.
ENDCOMMENT

NEURON {
    THREADSAFE
    POINT_PROCESS NMDA_gao
    USEION ca WRITE ica
    NONSPECIFIC_CURRENT i, iNMDA
    RANGE Alpha, Beta, Cdur, e, gmax, g, Rinf, Rtau, synon
    GLOBAL Cmax, mg
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
    (mM) = (milli/liter)
}

PARAMETER {
    Cmax = 1 (mM) <0,1e9>           : transmitter in a pulse
    Cdur = 1 (ms) <1e-9,1e9>        : length of a pulse
    Alpha = 4 (/ms/mM) <0,1e9>      : binding
    Beta = 0.01 (/ms) <0,1e9>       : unbinding
    e = 0 (mV)                      : reversal potential
    mg = 1 (mM) <0,1e9>             : magnesium outside
    gmax = 1 (uS) <0,1e9>           : conductance of weight 1, all open
}

ASSIGNED {
    v (mV)
    i (nA)
    iNMDA (nA)
    ica (nA)
    g (uS)
    Rinf (1)
    Rtau (ms)
    synon (1)
}

STATE {
    Ron
    Roff
}

INITIAL {
    Rtau = 1/(Cmax*Alpha + Beta)
    Rinf = Cmax*Alpha*Rtau
    synon = 0
    Ron = 0
    Roff = 0
    build_tables(mg/1(mM))
}

BREAKPOINT {
    SOLVE release METHOD cnexp
    g = gmax*(Ron + Roff)*open_share(v)
    iNMDA = g*(v - e)
    i = iNMDA
    ica = 0.1*iNMDA
}

DERIVATIVE release {
    Ron' = (synon*Rinf - Ron)/Rtau
    Roff' = -Beta*Roff
}

: A pulse's end carries the number of the event that began or last prolonged it.
NET_RECEIVE(weight (1), on (1), nspike (1), r0 (1), t0 (ms)) {
    if (flag == 0) {
        nspike = nspike + 1
        if (on == 0) {
            r0 = r0*exp(-Beta*(t - t0))
            t0 = t
            on = 1
            synon = synon + weight
            Ron = Ron + r0
            Roff = Roff - r0
        }
        net_send(Cdur, nspike)
    }
    if (flag == nspike) {
        r0 = weight*Rinf + (r0 - weight*Rinf)*exp(-(t - t0)/Rtau)
        t0 = t
        on = 0
        synon = synon - weight
        Ron = Ron - r0
        Roff = Roff + r0
    }
}

VERBATIM
#include "lam_kernel.h"
ENDVERBATIM

PROCEDURE build_tables(magnesium (1)) {
    VERBATIM
    lam_nmda_tables(_lmagnesium);
    ENDVERBATIM
}

FUNCTION open_share(vm (mV)) (1) {
    VERBATIM
    return lam_nmda_rate(LAM_NMDA_OPEN, _lvm);
    ENDVERBATIM
}
