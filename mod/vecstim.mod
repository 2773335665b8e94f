: SPDX-License-Identifier: BSD-3-Clause
TITLE Spike source that plays the times in a Vector

COMMENT
 objref source, times
 source = new VecStim()
 times = new Vector(2)
 times.x[0] = 10 times.x[1] = 20    // ms
 source.play(times)

finitialize() reads the Vector, which is not copied: a later change of it takes effect at the next
finitialize(). All events are queued at once. They may stand in any order. Events before the time at
which the run starts (negative ones) are left out. After play() of an empty Vector, or without an
argument, the source is silent. Events that a NetCon delivers to a VecStim have no effect.
ENDCOMMENT

NEURON {
    THREADSAFE
    ARTIFICIAL_CELL VecStim
    BBCOREPOINTER times
}

UNITS {
    (mV) = (millivolt)
}

ASSIGNED {
    times
}

INITIAL {
    LOCAL k
    k = 0
    while (k < n_events()) {
        if (event(k) >= t) {
            net_send(event(k) - t, 1)
        }
        k = k + 1
    }
}

NET_RECEIVE(w) {
    if (flag == 1) {
        net_event(t)
    }
}

DESTRUCTOR {
    VERBATIM
#if !NRNBBCORE
    if (_p_times) {
        hoc_obj_unref(*vector_pobj(static_cast<IvocVect*>(_p_times)));
    }
#endif
    ENDVERBATIM
}

PROCEDURE play() {
    VERBATIM
#if !NRNBBCORE
    IvocVect* lam_vector = ifarg(1) ? vector_arg(1) : nullptr;
    if (lam_vector) {
        hoc_obj_ref(*vector_pobj(lam_vector));
    }
    if (_p_times) {
        hoc_obj_unref(*vector_pobj(static_cast<IvocVect*>(_p_times)));
    }
    _p_times = lam_vector;
#endif
    ENDVERBATIM
}

FUNCTION n_events() {
    VERBATIM
    return _p_times ? vector_capacity(static_cast<IvocVect*>(_p_times)) : 0;
    ENDVERBATIM
}

FUNCTION event(k) (ms) {
    VERBATIM
    return vector_vec(static_cast<IvocVect*>(_p_times))[static_cast<int>(_lk)];
    ENDVERBATIM
}

COMMENT
How the times reach CoreNEURON: first their number, then the times. bbcore_write is called twice;
the first call has no arrays and only finds their size. A model that is handed over in memory brings
its events along, and INITIAL is not run again: CoreNEURON then keeps no times. It would never free
them, as DESTRUCTOR is not compiled for it. After a run it hands back what it has; NEURON's side has
its Vector already and does not change it.
ENDCOMMENT
VERBATIM
#if NRNBBCORE
extern bool corenrn_embedded;
static bool lam_takes_times() { return !corenrn_embedded; }
#else
static bool lam_takes_times() { return false; }
#endif
ENDVERBATIM

VERBATIM
static void bbcore_write(double* xa, int* ia, int* xoffset, int* ioffset, _threadargsproto_) {
    IvocVect* lam_vector = static_cast<IvocVect*>(_p_times);
    const int lam_n = lam_vector ? vector_capacity(lam_vector) : 0;
    if (ia) {
        ia[*ioffset] = lam_n;
        std::copy_n(lam_n ? vector_vec(lam_vector) : nullptr, lam_n, xa + *xoffset);
    }
    *ioffset += 1;
    *xoffset += lam_n;
}
ENDVERBATIM

VERBATIM
static void bbcore_read(double* xa, int* ia, int* xoffset, int* ioffset, _threadargsproto_) {
    const int lam_n = ia[*ioffset];
    if (lam_n > 0 && lam_takes_times()) {
        _p_times = vector_new(lam_n);
        std::copy_n(xa + *xoffset, lam_n, vector_vec(static_cast<IvocVect*>(_p_times)));
    }
    *ioffset += 1;
    *xoffset += lam_n;
}
ENDVERBATIM
