/* SPDX-License-Identifier: BSD-3-Clause
 * lam_params_impl.h - reading the parameter files of HNN, `.param` and flat `.json`, as networks
 * (not public; params/legacy/format.json holds their keys). */
#ifndef LAM_PARAMS_IMPL_H
#define LAM_PARAMS_IMPL_H

#include "json/lam_json_impl.h"

/* Read a `.param` file, lines "key: value", into document->roots[0], an object of numbers and texts
 * as lam_json_load reads it from a flat `.json`; of a key that stands there twice the last value
 * counts. Blank lines are skipped. */
lam_status lam_params_load(const char *path, lam_json_document *document);

/* Whether an object is such a file's: it has a key of theirs, and none of a network file. */
bool lam_params_is(const json_t *root);

/* Make document->merged the network that document->roots[0], the parameters, stands for: the model
 * neymotin_2020 of the models directory, changed as HNN-core 0.6.1 does it in
 * neymotin_2020_model(read_params(file), add_drives_from_params=True). LAM_ERR_INPUT where a number
 * is none, and where HNN-core refuses what a network file may hold. Keys without effect are said
 * in warnings of the document. */
lam_status lam_params_build(lam_json_document *document, const char *models_directory);

/* Its last part: warnings about keys of document->roots[0] that have no effect, and about those
 * that are known neither for that nor to `keys`. A line each. */
lam_status lam_params_warn(lam_json_document *document, const json_t *keys, const json_t *format);

#endif
