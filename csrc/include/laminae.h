/* SPDX-License-Identifier: BSD-3-Clause
 * laminae.h - the public face of liblaminae, the numerical core of Laminae.
 *
 * The library knows nothing of NEURON or MPI, never prints, never exits. Conventions:
 *  - a function that can fail returns a lam_status; on failure lam_error() is one line that names
 *    the thing, its value and what is accepted; outputs come last and are untouched on failure;
 *  - units stand in the names where a number crosses a boundary (z_um, q_fAm, dt_ms);
 *  - `const` pointers inside the structs below belong to the object that handed them out;
 *  - objects may be used by one thread at a time, unless the function says otherwise.
 *
 * Channel rates, which are inlined into mechanisms, are in lam_kernel.h. */
#ifndef LAMINAE_H
#define LAMINAE_H

#define LAM_VERSION "0.1.0"

#include "laminae/cable.h"
#include "laminae/columns.h"
#include "laminae/csd.h"
#include "laminae/design.h"
#include "laminae/electrode.h"
#include "laminae/events.h"
#include "laminae/exchange.h"
#include "laminae/facts.h"
#include "laminae/field.h"
#include "laminae/fit.h"
#include "laminae/head.h"
#include "laminae/infer.h"
#include "laminae/laminar.h"
#include "laminae/leadfield.h"
#include "laminae/model.h"
#include "laminae/network.h"
#include "laminae/objective.h"
#include "laminae/random.h"
#include "laminae/record.h"
#include "laminae/results.h"
#include "laminae/run.h"
#include "laminae/saved.h"
#include "laminae/signal.h"
#include "laminae/sources.h"
#include "laminae/spectrum.h"
#include "laminae/spikes.h"
#include "laminae/status.h"
#include "laminae/sweep.h"
#include "laminae/volume.h"

#endif
