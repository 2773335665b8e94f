/* SPDX-License-Identifier: BSD-3-Clause
 * lam_params_impl.h - reading the parameter files of HNN, `.param` and flat `.json`, as networks
 * (not public; params/legacy/format.json holds their keys). */
#ifndef LAM_PARAMS_IMPL_H
#define LAM_PARAMS_IMPL_H

#include "json/lam_json_impl.h"

/* Read a `.param` file, lines "key: value", into document->roots[0]: an object of numbers and
 * texts, as lam_json_load reads it from a flat `.json`. If a key stands there twice, the last value
 * counts. Blank lines are skipped. */
lam_status lam_params_load(const char *path, lam_json_document *document);

/* Is an object such a file's? It has a key of theirs, and none of a network file. */
bool lam_params_is(const json_t *root);

/* Set document->merged to the network for which the parameters document->roots[0] stand: the model
 * neymotin_2020 of the models directory, changed as HNN-core 0.6.1 does it in
 * neymotin_2020_model(read_params(file), add_drives_from_params=True). Returns LAM_ERR_INPUT where
 * a number is wanted and there is none, and where HNN-core refuses what a network file may hold.
 * Warnings of the document name the keys without effect. */
lam_status lam_params_build(lam_json_document *document, const char *models_directory);

/* The last part of it: warnings, a line each, about keys of document->roots[0] that are known to
 * have no effect, and about those that neither that list nor `keys` has. */
lam_status lam_params_warn(lam_json_document *document, const json_t *keys, const json_t *format);

#endif
