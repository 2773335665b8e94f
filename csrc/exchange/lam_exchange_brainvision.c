/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_brainvision.c - all trials as a recording of Brain Products (BrainVision Core Data
 * Format 1.0): NAME.vhdr says what there is, NAME.vmrk where trials begin, NAME.eeg has the
 * samples.
 */
#include "exchange/lam_exchange_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = "; written by Laminae";

/* Others' headers begin alike; the second line of ours says so. */
static bool is_ours(const char *path) {
    char line[128] = "";
    FILE *file = fopen(path, "rb");
    bool is = file != NULL && fgets(line, sizeof line, file) != NULL &&
              fgets(line, sizeof line, file) != NULL && strncmp(line, mark, sizeof mark - 1) == 0;
    if (file != NULL) {
        fclose(file);
    }
    return is;
}

/* ---- what there is ---- */

static const char *unit_of(const lam_channel *channel) {
    return strcmp(channel->unit, "uV") == 0 ? "\xc2\xb5V" : channel->unit; /* the micro sign */
}

/* Directions of EEG electrodes: the angle from above, negative on the left (x < 0), and the one
 * from the right (or left) to the front; radius 1 is the head's. (+ 0.0: no -0.) */
static void put_direction(const lam_channel *channel, size_t number, lam_output *output) {
    const double *p = channel->place_mm, degrees = 180 / acos(-1.0);
    double radius_mm = sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]), side = p[0] < 0 ? -1 : 1;
    if (strncmp(channel->signal, "eeg/", 4) == 0 && channel->has_place && radius_mm > 0) {
        lam_output_text(output, "Ch%zu=1,", number);
        lam_output_number(output, side * acos(p[2] / radius_mm) * degrees);
        lam_output_put(output, ",", 1);
        lam_output_number(output, atan2(side * p[1] + 0.0, fabs(p[0])) * degrees);
        lam_output_put(output, "\r\n", 2);
    }
}

static void put_header(const lam_exchange_job *job, const lam_channels *channels, const char *name,
                       lam_output *output) {
    lam_output_text(output,
                    "BrainVision Data Exchange Header File Version 1.0\r\n%s " LAM_VERSION
                    "\r\n\r\n"
                    "[Common Infos]\r\nCodepage=UTF-8\r\nDataFile=%s.eeg\r\nMarkerFile=%s.vmrk\r\n",
                    mark, name, name);
    lam_output_text(output,
                    "DataFormat=BINARY\r\nDataOrientation=MULTIPLEXED\r\nNumberOfChannels=%zu\r\n"
                    "; in us\r\nSamplingInterval=",
                    channels->n);
    lam_output_number(output, job->facts->dt_ms * 1e3);
    lam_output_text(output, "\r\n\r\n[Binary Infos]\r\nBinaryFormat=IEEE_FLOAT_32\r\n\r\n"
                            "[Channel Infos]\r\n; name, reference, resolution, unit\r\n");
    for (size_t i = 0; i < channels->n; i++) {
        const lam_channel *channel = &channels->all_owned[i];
        lam_output_text(output, "Ch%zu=%s,,1,%s\r\n", i + 1, channel->name, unit_of(channel));
    }
    lam_output_text(output, "\r\n[Coordinates]\r\n; radius, theta, phi\r\n");
    for (size_t i = 0; i < channels->n; i++) {
        put_direction(&channels->all_owned[i], i + 1, output);
    }
}

/* Each trial is a segment, with a stimulus at time 0, or where it begins. */
static void put_markers(const lam_exchange_job *job, const char *name, lam_output *output) {
    size_t n = job->facts->n_samples, zero = lam_exchange_zero(job);
    lam_output_text(output,
                    "BrainVision Data Exchange Marker File, Version 1.0\r\n%s " LAM_VERSION
                    "\r\n\r\n[Common Infos]\r\nCodepage=UTF-8\r\nDataFile=%s.eeg\r\n\r\n"
                    "[Marker Infos]\r\n; type, description, sample (from 1), samples, channel\r\n",
                    mark, name);
    for (size_t k = 0; k < job->how->n_trials; k++) {
        lam_output_text(output, "Mk%zu=New Segment,,%zu,1,0\r\n", 3 * k + 1, k * n + 1);
        lam_output_text(output, "Mk%zu=Comment,trial %zu,%zu,1,0\r\n", 3 * k + 2,
                        job->how->trials[k], k * n + 1);
        lam_output_text(output, "Mk%zu=Stimulus,S  1,%zu,1,0\r\n", 3 * k + 3, k * n + zero + 1);
    }
}

/* ---- samples ---- */

/* Channels of a sample, sample after sample, in single precision. */
static void put_samples(size_t n_channels, size_t n, const double *rows, lam_output *output) {
    for (size_t s = 0; s < n; s++) {
        for (size_t c = 0; c < n_channels; c++) {
            float single = (float)rows[c * n + s];
            unsigned char bytes[4];
            uint32_t bits;
            memcpy(&bits, &single, sizeof bits);
            lam_little(bits, sizeof bytes, bytes);
            lam_output_put(output, bytes, sizeof bytes);
        }
    }
}

static lam_status put_trials(const lam_exchange_job *job, const lam_channels *channels,
                             lam_output *output) {
    size_t n = job->facts->n_samples;
    double *rows = lam_alloc(channels->n * n, sizeof *rows);
    lam_status status = rows == NULL ? LAM_ERR_MEMORY : LAM_OK;
    for (size_t k = 0; k < job->how->n_trials && status == LAM_OK; k++) {
        status = lam_exchange_channel_samples(job, channels, job->how->trials[k], rows);
        if (status == LAM_OK) {
            put_samples(channels->n, n, rows, output);
        }
    }
    free(rows);
    return status;
}

/* ---- the three files ---- */

static lam_status add(lam_exchange_job *job, const char *stem, const char *ending,
                      lam_output **output_out) {
    char file[LAM_SAVED_NAME];
    lam_format(file, sizeof file, "%s%s", stem, ending);
    return lam_outputs_add(&job->outputs, file, output_out);
}

lam_status lam_exchange_put_brainvision(lam_exchange_job *job, const lam_channels *channels,
                                        const char *stem, const char *name) {
    lam_output *header, *markers, *samples;
    LAM_TRY(add(job, stem, ".vhdr", &header));
    LAM_TRY(add(job, stem, ".vmrk", &markers));
    LAM_TRY(add(job, stem, ".eeg", &samples));
    header->is_ours = is_ours;
    markers->witness = header;
    samples->witness = header;
    put_header(job, channels, name, header);
    put_markers(job, name, markers);
    return put_trials(job, channels, samples);
}

lam_status lam_exchange_brainvision(lam_exchange_job *job) {
    char name[LAM_SAVED_NAME];
    const char *place = job->outputs.place, *slash = strrchr(place, '/');
    const char *file = slash == NULL ? place : slash + 1;
    bool is_folder = job->outputs.is_folder;
    lam_channels channels;
    LAM_TRY(lam_exchange_run_name(job, name));
    if (!is_folder) {
        lam_format(name, sizeof name, "%.*s", (int)(strlen(file) - strlen(".vhdr")), file);
    }
    LAM_TRY(lam_exchange_channels(job, 1, HUGE_VAL, &channels));
    lam_status status = lam_exchange_put_brainvision(job, &channels, is_folder ? name : "", name);
    free(channels.all_owned);
    return status;
}
