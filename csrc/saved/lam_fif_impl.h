/* SPDX-License-Identifier: BSD-3-Clause
 * lam_fif_impl.h - the numbers by which FIFF, MNE's format, calls things (not public). */
#ifndef LAM_FIF_IMPL_H
#define LAM_FIF_IMPL_H

/* Functional Image File Format, Neuromag Ltd; the MNE manual, "The FIFF file format". */
enum {
    FIF_FILE_ID = 100,
    FIF_DIRECTORY = 101,
    FIF_BLOCK_BEGIN = 104,
    FIF_BLOCK_END = 105,
    FIF_NOTHING = 108,
    FIF_N_CHANNELS = 200,
    FIF_RATE = 201,
    FIF_CHANNEL = 203,
    FIF_COMMENT = 206,
    FIF_N_AVERAGED = 207,
    FIF_FIRST_SAMPLE = 208,
    FIF_LAST_SAMPLE = 209,
    FIF_ASPECT = 210,
    FIF_TRANSFORM = 222,
    FIF_N_SAMPLES = 228,
    FIF_FIRST_TIME = 229,
    FIF_CHANNEL_NAME = 258,
    FIF_EPOCH = 302,
};
enum {
    FIF_MEASUREMENT = 100,
    FIF_INFO,
    FIF_PROCESSED = 103,
    FIF_EVOKED,
    FIF_ASPECT_BLOCK,
    FIF_CHANNEL_INFO = 113
};
enum { FIF_INT = 3, FIF_FLOAT, FIF_DOUBLE, FIF_TEXT = 10, FIF_CHANNEL_TYPE = 30, FIF_ID_TYPE };
enum { FIF_TRANSFORM_TYPE = 35, FIF_AVERAGE = 100, FIF_HEADER = 16, FIF_CHANNEL_SIZE = 96 };
enum { FIF_MEG = 1, FIF_EEG, FIF_DIPOLE = 1000, FIF_VOLT = 107, FIF_TESLA = 112, FIF_AM = 202 };
enum { FIF_DEVICE = 1, FIF_HEAD = 4, FIF_COIL_EEG = 1, FIF_COIL_POINT = 2000 };
static const unsigned fif_matrix = 0x40000000; /* added to the type of its elements */

#endif
