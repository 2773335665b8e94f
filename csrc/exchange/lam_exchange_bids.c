/* SPDX-License-Identifier: BSD-3-Clause
 * lam_exchange_bids.c - the EEG of a run as a data set of one subject, as BIDS (1.9, "EEG") wants
 * it: a BrainVision recording, and tables beside it. */
#include "exchange/lam_exchange_impl.h"

#include "base/lam_number_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* While it is written. */
typedef struct bids {
    lam_exchange_job *job;
    lam_channels channels;
    size_t n_eeg;
    double rate_hz;
    char task[LAM_SAVED_NAME];
    lam_output *description; /* that it is ours tells that all is */
} bids;

static bool is_eeg(const lam_channel *channel) {
    return strncmp(channel->signal, "eeg/", 4) == 0;
}

/* A file of this subject; `of_task` also has the name of the task. */
static lam_status add(bids *to, bool of_task, const char *ending, lam_output **output_out) {
    char name[2 * LAM_SAVED_NAME];
    lam_format(name, sizeof name, "sub-01/eeg/sub-01%s%s_%s", of_task ? "_task-" : "",
               of_task ? to->task : "", ending);
    LAM_TRY(lam_outputs_add(&to->job->outputs, name, output_out));
    (*output_out)->witness = to->description;
    return LAM_OK;
}

static void put_cell(lam_output *output, double number, char behind) {
    lam_output_number(output, number);
    lam_output_put(output, &behind, 1);
}

/* ---- of the data set ---- */

static lam_status put_description(bids *to) {
    lam_outputs *outputs = &to->job->outputs;
    lam_output *output;
    LAM_TRY(lam_outputs_add(outputs, "dataset_description.json", &to->description));
    lam_output_text(to->description,
                    "{\"GeneratedBy\": [{\"Name\": \"Laminae\",\n"
                    "    \"Version\": \"" LAM_VERSION "\"}],\n"
                    "  \"Name\": \"Simulated EEG: %s\",\n"
                    "  \"BIDSVersion\": \"1.9.0\",\n"
                    "  \"DatasetType\": \"raw\"}\n",
                    to->task);
    LAM_TRY(lam_outputs_add(outputs, "README", &output));
    output->witness = to->description;
    lam_output_text(output,
                    "EEG of a model of the neocortex, computed by Laminae " LAM_VERSION ". Nobody "
                    "was recorded: sub-01 is the model.\n\n"
                    "Channels of type MISC are current dipoles (nAm) and magnetic fields (fT) of "
                    "the same run.\n");
    LAM_TRY(lam_outputs_add(outputs, "participants.tsv", &output));
    output->witness = to->description;
    lam_output_text(output, "participant_id\nsub-01\n");
    return LAM_OK;
}

/* ---- beside the recording ---- */

static lam_status put_sidecar(bids *to) {
    const lam_exchange *how = to->job->how;
    size_t n = to->job->facts->n_samples;
    lam_output *output;
    LAM_TRY(add(to, true, "eeg.json", &output));
    lam_output_text(output,
                    "{\"TaskName\": \"%s\",\n"
                    "  \"TaskDescription\": \"a simulation\",\n"
                    "  \"EEGReference\": \"a point far away, as the model of the head has it\",\n"
                    "  \"PowerLineFrequency\": \"n/a\",\n"
                    "  \"SoftwareFilters\": \"n/a\",\n"
                    "  \"EEGChannelCount\": %zu,\n"
                    "  \"MISCChannelCount\": %zu,\n"
                    "  \"RecordingType\": \"%s\",\n"
                    "  \"RecordingDuration\": ",
                    to->task, to->n_eeg, to->channels.n - to->n_eeg,
                    how->n_trials > 1 ? "discontinuous" : "continuous");
    lam_output_number(output, (double)(how->n_trials * n) / to->rate_hz);
    lam_output_text(output, ",\n  \"SamplingFrequency\": ");
    lam_output_number(output, to->rate_hz);
    lam_output_text(output, "}\n");
    return LAM_OK;
}

static lam_status put_channels(bids *to) {
    lam_output *output;
    LAM_TRY(add(to, true, "channels.tsv", &output));
    lam_output_text(output, "name\ttype\tunits\tdescription\n");
    for (size_t i = 0; i < to->channels.n; i++) {
        const lam_channel *channel = &to->channels.all_owned[i];
        lam_output_text(output, "%s\t%s\t%s\t%s\n", channel->name, is_eeg(channel) ? "EEG" : "MISC",
                        channel->unit, channel->signal);
    }
    return LAM_OK;
}

static lam_status put_electrodes(bids *to) {
    lam_output *output;
    LAM_TRY(add(to, false, "electrodes.tsv", &output));
    lam_output_text(output, "name\tx\ty\tz\n");
    for (size_t i = 0; i < to->channels.n; i++) {
        const lam_channel *channel = &to->channels.all_owned[i];
        if (is_eeg(channel) && channel->has_place) {
            lam_output_text(output, "%s\t", channel->name);
            put_cell(output, channel->place_mm[0], '\t');
            put_cell(output, channel->place_mm[1], '\t');
            put_cell(output, channel->place_mm[2], '\n');
        } else if (is_eeg(channel)) {
            lam_output_text(output, "%s\tn/a\tn/a\tn/a\n", channel->name);
        }
    }
    LAM_TRY(add(to, false, "coordsystem.json", &output));
    lam_output_text(output,
                    "{\"EEGCoordinateSystem\": \"Other\",\n"
                    "  \"EEGCoordinateSystemDescription\": \"the axes of the head in the model of "
                    "the sensors\",\n"
                    "  \"EEGCoordinateUnits\": \"mm\"}\n");
    return LAM_OK;
}

/* Time 0 of each trial, or where it begins. */
static lam_status put_events(bids *to) {
    const lam_exchange_job *job = to->job;
    size_t n = job->facts->n_samples, zero = lam_exchange_zero(job);
    lam_output *output;
    LAM_TRY(add(to, true, "events.tsv", &output));
    lam_output_text(output, "onset\tduration\ttrial_type\tsample\ttrial\n");
    for (size_t k = 0; k < job->how->n_trials; k++) {
        put_cell(output, (double)(k * n + zero) / to->rate_hz, '\t');
        put_cell(output, (double)(n - zero) / to->rate_hz, '\t');
        lam_output_text(output, "trial\t%zu\t%zu\n", k * n + zero, job->how->trials[k]);
    }
    LAM_TRY(add(to, true, "events.json", &output));
    lam_output_text(output, "{\"trial_type\": {\"Levels\": {\"trial\": \"time 0 of a trial\"}},\n"
                            "  \"sample\": {\"Description\": \"its sample, from 0\"},\n"
                            "  \"trial\": {\"Description\": \"the number of the trial in the "
                            "run\"}}\n");
    return LAM_OK;
}

/* ---- all ---- */

static lam_status put_all(bids *to) {
    char stem[2 * LAM_SAVED_NAME], name[2 * LAM_SAVED_NAME];
    for (size_t i = 0; i < to->channels.n; i++) {
        to->n_eeg += is_eeg(&to->channels.all_owned[i]) ? 1 : 0;
    }
    if (to->n_eeg == 0) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: no EEG; accepted by --to bids: results of a run with EEG sensors "
                        "(--sensors FILE)",
                        to->job->facts->path);
    }
    LAM_TRY(put_description(to));
    LAM_TRY(put_sidecar(to));
    LAM_TRY(put_channels(to));
    LAM_TRY(put_electrodes(to));
    LAM_TRY(put_events(to));
    lam_format(name, sizeof name, "sub-01_task-%s_eeg", to->task);
    lam_format(stem, sizeof stem, "sub-01/eeg/%s", name);
    return lam_exchange_put_brainvision(to->job, &to->channels, stem, name);
}

lam_status lam_exchange_bids(lam_exchange_job *job) {
    bids to = {.job = job, .rate_hz = 1000 / job->facts->dt_ms};
    LAM_TRY(lam_exchange_run_name(job, to.task));
    LAM_TRY(lam_exchange_channels(job, 1, HUGE_VAL, &to.channels));
    lam_status status = put_all(&to);
    free(to.channels.all_owned);
    return status;
}
