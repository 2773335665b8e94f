/* SPDX-License-Identifier: BSD-3-Clause
 * gui_results.h - folders of results. */
#ifndef LAM_GUI_RESULTS_H
#define LAM_GUI_RESULTS_H

#include "gui.h"

/* What a folder holds; where it holds several, the last of these. */
typedef enum gui_kind {
    GUI_KIND_NONE,
    GUI_KIND_FIT,
    GUI_KIND_INFER,
    GUI_KIND_SWEEP,
    GUI_KIND_RUN
} gui_kind;
const char *gui_kind_word(gui_kind kind);

/* ---- gui_results.c ---- */

/* The folder of results at a path; LAM_ERR_INPUT: it is none. The caller frees *full_out. */
lam_status gui_results_find(const gui *g, const char *path, char **full_out, gui_kind *kind_out);

/* ---- gui_delete.c ---- */

/* Deletes a folder of results, called `path`, unless it holds what is none: LAM_ERR_INPUT names
 * that, and nothing is deleted. */
lam_status gui_delete(const char *full, const char *path);

/* ---- gui_facts.c ---- */

/* The answer about one. */
void gui_facts(const gui *g, const char *path, gui_answer *answer);

/* ---- gui_recall.c ---- */

/* The spec of the network of a run (docs/gui-api.md) and the options of the run, from the command
 * that made it; if that cannot be told, or is no longer the same network, the network is the file
 * of results. The caller drops it. */
json_t *gui_recall(const gui *g, const char *command, const char *results);
/* The words of a command as a shell reads them; NULL: it is none. The caller drops it. */
json_t *gui_words_of(const char *command);

#endif
