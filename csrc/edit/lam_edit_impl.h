/* SPDX-License-Identifier: BSD-3-Clause
 * lam_edit_impl.h - changing the JSON of a network by paths, before it is read into a model
 * (not public).
 *
 * A path is keys with dots between them: drives.evprox1.mu. A * in a key stands for any letters:
 * cells.*.synapses.gabab.tau2. A key with letters that mean something here stands in quotes, in
 * which a backslash comes before a quote or a backslash. Brackets pick from a list: by place, as
 * connections[3], or those connections that match connections[FROM>TO:RECEPTOR@LOCATION], a * as
 * above, parts left out meaning any.
 *
 * The JSON is that of a complete network: files it extends merged in, `defaults` expanded. */
#ifndef LAM_EDIT_IMPL_H
#define LAM_EDIT_IMPL_H

#include "json/lam_json_impl.h"
#include "base/lam_text_impl.h"

/* ---- paths (lam_edit_path.c) ---- */

enum { LAM_EDIT_MAX_STEPS = 16, LAM_EDIT_MAX_PATH = 511 };

typedef enum lam_edit_part {
    LAM_EDIT_FROM,
    LAM_EDIT_TO,
    LAM_EDIT_RECEPTOR,
    LAM_EDIT_LOCATION,
    LAM_EDIT_N_PARTS
} lam_edit_part;

/* Connections by what they join; NULL: any. */
typedef struct lam_edit_pattern {
    const char *parts[LAM_EDIT_N_PARTS];
} lam_edit_pattern;

typedef struct lam_edit_step {
    enum { LAM_EDIT_KEY, LAM_EDIT_INDEX, LAM_EDIT_CONNECTIONS } kind;
    const char *key; /* may hold *, unless it was quoted */
    bool quoted;
    size_t index;
    lam_edit_pattern pattern;
} lam_edit_step;

typedef struct lam_edit_path {
    size_t n;
    lam_edit_step steps[LAM_EDIT_MAX_STEPS];
    char text[2 * LAM_EDIT_MAX_PATH + 2]; /* what the steps point into */
} lam_edit_path;

/* A value in an object (key) or list (key NULL, index), or where there is none yet. */
typedef struct lam_edit_place {
    json_t *parent;
    const char *key;
    size_t index;
    json_t *value; /* NULL: none yet */
} lam_edit_place;

typedef struct lam_edit_places {
    size_t n, n_held;
    lam_edit_place *places; /* the owner frees */
} lam_edit_places;

lam_status lam_edit_parse(const char *path, lam_edit_path *parsed);
/* Does the text match a pattern, in which * stands for any letters? */
bool lam_edit_fits(const char *pattern, const char *text);
/* `text` FROM>TO:RECEPTOR@LOCATION is cut into the pattern's parts; false: one is empty. */
bool lam_edit_parse_pattern(char *text, lam_edit_pattern *pattern);
/* A key as a path has it, in quotes if it must. */
void lam_edit_add_key(lam_text *text, const char *key);
bool lam_edit_has_wildcard(const lam_edit_step *step);
/* Does a connection of the network match? */
bool lam_edit_matches(const lam_edit_pattern *pattern, const json_t *connection);
/* FROM>TO:RECEPTOR@LOCATION */
void lam_edit_name_pattern(const lam_edit_pattern *pattern, char *text, size_t size);
void lam_edit_name_connection(const json_t *connection, char *text, size_t size);
/* All places that a path names: what its last key names need not exist, if `may_be_new`; what it is
 * in must. LAM_ERR_INPUT names the nearest there is, after the words `who`. */
lam_status lam_edit_find(json_t *network, const char *who, const lam_edit_path *path,
                         bool may_be_new, lam_edit_places *places);

/* ---- values (lam_edit_value.c) ---- */

/* The value that a text asks for at a place, of which *value_out is a new reference; NULL: none,
 * what is there is removed. LAM_ERR_INPUT after the words `who`. */
lam_status lam_edit_value(const char *who, const json_t *existing, const char *text,
                          json_t **value_out);
/* [number, unit] that says the unit of what is there, for a plain number or a rule; NULL: none. */
const json_t *lam_edit_quantity(const json_t *value);
/* A whole number up to 2^53 as such, others as they are; NULL: not finite. */
#define LAM_EDIT_MAX_WHOLE 9007199254740992.0
json_t *lam_edit_number(double number);

/* ---- changes (lam_edit_set.c) ---- */

/* Set what `path` names to `value`: a number in the unit that is there or in the one that belongs
 * to the key, which may be repeated behind it (30ms, 0.2 S/cm2); true, false; JSON in brackets or
 * quotes; null, which removes; else a text. A number without a unit for a key that is not there yet
 * becomes [number, null], whose unit lam_json_value fills in. What the readers say of the new value
 * begins with the change. On failure nothing is changed, unless memory ran out. */
lam_status lam_edit_set(lam_json_document *document, const char *path, const char *value);
/* "PATH=VALUE" */
lam_status lam_edit_change(lam_json_document *document, const char *change);
/* A file of lines PATH = VALUE, a # before a comment; errors name file and line. */
lam_status lam_edit_config(lam_json_document *document, const char *file);
/* Put a value, whose reference is taken, where the path says; objects on the way are made. No
 * wildcards. */
lam_status lam_edit_put(json_t *network, const char *path, json_t *value_stolen);
/* Is there anything where the path says? */
lam_status lam_edit_is_there(const json_t *network, const char *path, bool *is_there_out);

/* ---- connections and names (lam_edit_connections.c) ---- */

/* The places in the list `connections` of those that match FROM>TO:RECEPTOR@LOCATION, ascending;
 * if there are none the nearest are named. *indices_out is the caller's to free. */
lam_status lam_edit_connections(const json_t *network, const char *pattern, size_t *n_out,
                                size_t **indices_out);
/* Those of them that have one cell among their sources and one among their targets, as HNN-core's
 * pick_connection has it; SIZE_MAX: any cell. There may be none. */
lam_status lam_edit_connections_of(const lam_network *network, const char *pattern,
                                   size_t source_gid, size_t target_gid, size_t *n_out,
                                   size_t **indices_out);
lam_status lam_edit_remove_connections(json_t *network, const char *pattern);
/* Multiply "gain" or "weight" of those that match. */
lam_status lam_edit_scale_connections(json_t *network, const char *pattern, const char *key,
                                      double factor);
/* The gains of all connections between excitatory (e) and inhibitory (i) cells, drives apart;
 * NAN: as they are. HNN-core's set_global_synaptic_gains. Cells of which the network does not say
 * what they are get refused. */
lam_status lam_edit_global_gains(json_t *network, double e_e, double e_i, double i_e, double i_i);
/* All drives go, or all connections that are not a drive's. */
void lam_edit_clear_drives(json_t *network);
void lam_edit_clear_connections(json_t *network);
/* Another name for a population or a drive, wherever the network speaks of it; cell type and
 * baseline stay what they were. */
lam_status lam_edit_rename_population(json_t *network, const char *from, const char *to);

/* ---- what can be set (lam_edit_paths.c) ---- */

/* A line for each value of a network: path, value, unit, long lists cut short; sources are left
 * out. lam_edit_set accepts each path. *text_out is the caller's to free. */
lam_status lam_edit_paths(const json_t *network, char **text_out);

#endif
