/* SPDX-License-Identifier: BSD-3-Clause
 * gui_job_row.c - what the page is shown of a job. */
#include "gui_queue.h"

#include <stdlib.h>
#include <string.h>

static json_t *line_of(const json_t *words) {
    lam_text line = {.bytes = NULL};
    lam_text_add(&line, "laminae");
    size_t i = 0;
    json_t *word = NULL;
    json_array_foreach(words, i, word) {
        gui_words_quote(&line, json_string_value(word));
    }
    char *bytes = NULL;
    json_t *text = lam_text_take(&line, &bytes) == LAM_OK ? json_string(bytes) : NULL;
    free(bytes);
    return text;
}

/* The value of --out, which is where the results come; null: there is none. */
static json_t *out_of(const json_t *words) {
    json_t *out = json_null(), *word = NULL;
    size_t i = 0;
    json_array_foreach(words, i, word) {
        const char *text = json_string_value(word);
        if (strcmp(text, "--out") == 0 && i + 1 < json_array_size(words)) {
            out = json_array_get(words, i + 1);
        } else if (strncmp(text, "--out=", 6) == 0) {
            json_decref(out);
            return json_string(text + 6);
        }
    }
    return json_incref(out);
}

json_t *gui_job_told(const json_t *whole) {
    const json_t *words = json_object_get(whole, "words");
    json_t *out = out_of(words), *name = json_object_get(whole, "name");
    if (!json_is_string(name)) {
        name = json_is_string(out) ? out : json_array_get(words, 0);
    }
    return json_pack("{s:O, s:o, s:o, s:O}", "name", name, "command", line_of(words), "out", out,
                     "created", json_object_get(whole, "created_s"));
}

static json_t *number_or_null(bool is, double number) {
    return is ? json_real(number) : json_null();
}

json_t *gui_job_row(const gui_job *job) {
    json_t *row = json_copy(job->told_owned);
    const gui_progress *p = &job->progress;
    bool has_begun = job->is != GUI_WAITING && job->started_s > 0;
    json_object_set_new(row, "id", json_sprintf("%ld", job->id));
    json_object_set_new(row, "is", json_string(gui_job_word(job->is)));
    json_object_set_new(row, "progress",
                        job->is == GUI_DONE ? json_real(1) : number_or_null(p->done >= 0, p->done));
    json_object_set_new(row, "left", json_string(job->is == GUI_RUNNING ? p->left : ""));
    json_object_set_new(row, "line", json_string(p->line));
    json_object_set_new(row, "started", number_or_null(has_begun, job->started_s));
    json_object_set_new(row, "ended", number_or_null(job->ended_s > 0, job->ended_s));
    return row;
}
