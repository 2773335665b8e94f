/* SPDX-License-Identifier: BSD-3-Clause
 * lam_edit_impl.h - changing the JSON of a network by paths, before it is read into a model
 * (not public).
 *
 * A path is keys with dots between them: drives.evprox1.mu. In a key * stands for any characters:
 * cells.*.synapses.gabab.tau2. A key with characters that mean something here stands in quotes, in
 * which a backslash comes before a quote or a backslash. Brackets pick elements of a list: by
 * place, as in connections[3], or the connections that match
 * connections[FROM>TO:RECEPTOR@LOCATION]. There
 * * may stand as above, and parts that are left out match anything. connections[+] is a new one,
 * behind the last.
 *
 * The JSON is that of a complete network: the files that it extends are merged, and `defaults` are
 * expanded. */
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

/* Connections by what they join. NULL: any. */
typedef struct lam_edit_pattern {
    const char *parts[LAM_EDIT_N_PARTS];
} lam_edit_pattern;

typedef struct lam_edit_step {
    enum { LAM_EDIT_KEY, LAM_EDIT_INDEX, LAM_EDIT_CONNECTIONS, LAM_EDIT_APPEND } kind;
    const char *key; /* may hold *, unless it was in quotes */
    bool quoted;
    size_t index;
    lam_edit_pattern pattern;
} lam_edit_step;

typedef struct lam_edit_path {
    size_t n;
    lam_edit_step steps[LAM_EDIT_MAX_STEPS];
    char text[2 * LAM_EDIT_MAX_PATH + 2]; /* the steps point into it */
} lam_edit_path;

/* The place of a value in an object (key) or in a list (key NULL, index). There may be no value
 * yet. */
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
/* Does the text match a pattern, in which * stands for any characters? */
bool lam_edit_fits(const char *pattern, const char *text);
/* Cuts `text`, FROM>TO:RECEPTOR@LOCATION, into the parts of the pattern. Returns false if a part is
 * empty. */
bool lam_edit_parse_pattern(char *text, lam_edit_pattern *pattern);
/* Returns a key as a path has it, in quotes if need be. */
void lam_edit_add_key(lam_text *text, const char *key);
bool lam_edit_has_wildcard(const lam_edit_step *step);
/* Does a connection of the network match the pattern? */
bool lam_edit_matches(const lam_edit_pattern *pattern, const json_t *connection);
/* FROM>TO:RECEPTOR@LOCATION */
void lam_edit_name_pattern(const lam_edit_pattern *pattern, char *text, size_t size);
void lam_edit_name_connection(const json_t *connection, char *text, size_t size);
/* Find all places that a path names. Its last key need not exist if `may_be_new`; all before it
 * must, but for the list of connections[+]: without one, the place of the list is found.
 * LAM_ERR_INPUT begins with `who` and names the nearest that exist. */
lam_status lam_edit_find(json_t *network, const char *who, const lam_edit_path *path,
                         bool may_be_new, lam_edit_places *places);

/* ---- values (lam_edit_value.c) ---- */

/* Make the value for which a text asks at a place. *value_out is a new reference; it is NULL if the
 * value there is to be removed. LAM_ERR_INPUT begins with `who`. */
lam_status lam_edit_value(const char *who, const json_t *existing, const char *text,
                          json_t **value_out);
/* Returns the quantity [number, unit] that states the unit of what is there, also for a plain
 * number or a rule; NULL if there is no unit. */
const json_t *lam_edit_quantity(const json_t *value);
/* Makes whole numbers up to 2^53 integers, others reals. NULL: the number is not finite. */
#define LAM_EDIT_MAX_WHOLE 9007199254740992.0
json_t *lam_edit_number(double number);

/* ---- changes (lam_edit_set.c) ---- */

/* Set what `path` names to `value`. A number is in the unit of the present value, or in the unit
 * that belongs to the key; this unit may be repeated behind it (30ms, 0.2 S/cm2). true and false
 * are flags, brackets and quotes hold JSON, null removes, and all else is a text. A number without
 * a unit for a key that is not there yet becomes [number, null]; lam_json_value fills in the unit.
 * Errors of the readers about the new value begin with the change. After a failure nothing has
 * changed, unless memory ran out. */
lam_status lam_edit_set(lam_json_document *document, const char *path, const char *value);
/* "PATH=VALUE" */
lam_status lam_edit_change(lam_json_document *document, const char *change);
/* The same for each line PATH = VALUE of a file, in which # begins a comment. Errors name file and
 * line. */
lam_status lam_edit_config(lam_json_document *document, const char *file);
/* Put a value, whose reference is taken, where the path says. Objects on the way are made. There
 * are no wildcards. */
lam_status lam_edit_put(json_t *network, const char *path, json_t *value_stolen);
/* Does what the path names exist? */
lam_status lam_edit_is_there(const json_t *network, const char *path, bool *is_there_out);

/* ---- connections (lam_edit_connections.c) ---- */

/* Find the places in the list `connections` of those that match FROM>TO:RECEPTOR@LOCATION, in
 * ascending order. If there are none, the error names the nearest. The caller frees
 * *indices_out. */
lam_status lam_edit_connections(const json_t *network, const char *pattern, size_t *n_out,
                                size_t **indices_out);
/* Find those of them that have one given cell among their sources and another among their targets,
 * as HNN-core's pick_connection does. SIZE_MAX: any cell. There may be none. */
lam_status lam_edit_connections_of(const lam_network *network, const char *pattern,
                                   size_t source_gid, size_t target_gid, size_t *n_out,
                                   size_t **indices_out);
lam_status lam_edit_remove_connections(json_t *network, const char *pattern);
/* Multiply the "gain" or "weight" of those that match. */
lam_status lam_edit_scale_connections(json_t *network, const char *pattern, const char *key,
                                      double factor);
/* Set the gains of all connections between excitatory (e) and inhibitory (i) cells, but not those
 * of drives. NAN leaves a gain as it is. This is HNN-core's set_global_synaptic_gains. It is
 * refused if the network does not say what a cell is. */
lam_status lam_edit_global_gains(json_t *network, double e_e, double e_i, double i_e, double i_i);
/* Remove all drives, or all connections that are not a drive's. */
void lam_edit_clear_drives(json_t *network);
void lam_edit_clear_connections(json_t *network);

/* ---- names (lam_edit_name.c) ---- */

/* Rename a population or a drive wherever the network names it. Its cell type and its baseline
 * stay. */
lam_status lam_edit_rename_population(json_t *network, const char *from, const char *to);
/* KIND.NAME.name=NEW gives a population, drive, bias, field, array, slab or sensors another name,
 * in the same place. Is the path one of these? */
bool lam_edit_is_name(const json_t *network, const lam_edit_path *path);
lam_status lam_edit_rename(json_t *network, const char *who, const lam_edit_path *path,
                           const char *to);
/* For KIND.NAME: makes the object KIND, if the network may be without it and is. */
lam_status lam_edit_make_kind(json_t *network, const lam_edit_path *path);

/* ---- what can be set (lam_edit_paths.c) ---- */

/* List the values of a network, a line each: path, value, unit. Long lists are cut short. Sources
 * are left out. lam_edit_set accepts each path. The caller frees *text_out. */
lam_status lam_edit_paths(const json_t *network, char **text_out);

#endif
