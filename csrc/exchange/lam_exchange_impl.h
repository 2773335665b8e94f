/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_impl.h - what is written for others: which signals, trials and spikes (not public).
 */
#ifndef LAM_EXCHANGE_IMPL_H
#define LAM_EXCHANGE_IMPL_H

#include "exchange/lam_output_impl.h"
#include "laminae/exchange.h"

enum { LAM_EXCHANGE_BLOCK = 1 << 19 }; /* numbers in memory at a time */

typedef struct lam_exchange_job {
    const lam_saved *saved;
    const lam_saved_facts *facts;
    const lam_exchange *how;
    lam_outputs outputs;
    size_t n_signals;
    char **signals_owned; /* dipoles, agg first, then all others by name; or the one asked for */
} lam_exchange_job;

static inline bool lam_exchange_is_dipole(const char *signal) {
    return signal[0] == 'd' && signal[6] == '/';
}

/* Samples of all rows, [n_rows][n]; dipoles as they are to be shown, which are read whole. */
lam_status lam_exchange_read(const lam_exchange_job *job, size_t trial, const char *signal,
                             size_t first, size_t n, double *samples_out);
/* The shape that a signal has in all trials; LAM_ERR_INPUT: they differ. */
lam_status lam_exchange_shape(const lam_exchange_job *job, const char *signal,
                              lam_saved_shape *shape_out);
/* A signal as a name in other programs: "dipole_agg_nAm", "csd_lam_uA_mm3". */
void lam_exchange_name(const char *signal, const char *unit, char name_out[LAM_SAVED_NAME]);
/* The spikes of a trial, which the caller frees, at the times that the texts of a run have. */
lam_status lam_exchange_spikes(const lam_exchange_job *job, size_t trial, size_t *n_out,
                               double **time_ms_out, double **gid_out);
/* "L2_pyramidal", or "" for a gid of none. */
const char *lam_exchange_population(const lam_exchange_job *job, double gid);

/* A row of a dipole, of EEG or MEG. */
typedef struct lam_channel {
    const char *signal; /* the job's */
    size_t row;
    char name[LAM_SAVED_NAME], unit[LAM_SAVED_UNIT];
    bool has_place, has_direction;
    double place_mm[3], direction[3]; /* of a sensor, in the head's axes; 0: not known */
} lam_channel;
typedef struct lam_channels {
    size_t n, n_held;
    lam_channel *all_owned; /* each name is there once */
} lam_channels;

/* All of them, a signal after the other; the caller frees all_owned. LAM_ERR_INPUT: there is none,
 * or the samples of so many trials are more than most_bytes. */
lam_status lam_exchange_channels(const lam_exchange_job *job, size_t n_trials, double most_bytes,
                                 lam_channels *channels_out);
/* Samples of a trial, [channels][n_samples]. */
lam_status lam_exchange_channel_samples(const lam_exchange_job *job, const lam_channels *channels,
                                        size_t trial, double *samples_out);

/* The sample of time 0, or the first one. */
size_t lam_exchange_zero(const lam_exchange_job *job);
/* What the run may be called: letters and digits of its network's name. */
lam_status lam_exchange_run_name(const lam_exchange_job *job, char name_out[LAM_SAVED_NAME]);
/* Writes stem.vhdr, .vmrk and .eeg, which call each other by this name. */
lam_status lam_exchange_put_brainvision(lam_exchange_job *job, const lam_channels *channels,
                                        const char *stem, const char *name);

/* Each writes the outputs of one format. */
typedef lam_status lam_exchange_writer(lam_exchange_job *job);
lam_exchange_writer lam_exchange_csv, lam_exchange_hnn, lam_exchange_npz, lam_exchange_sonata,
    lam_exchange_fif, lam_exchange_set, lam_exchange_nwb, lam_exchange_brainvision,
    lam_exchange_bids;

#endif
