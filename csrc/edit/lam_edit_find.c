/* SPDX-License-Identifier: BSD-3-Clause
 * lam_edit_find.c - finds the places in a network's JSON that a path names, or the nearest that
 * exist. */
#include "edit/lam_edit_impl.h"
#include "base/lam_names_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LISTED = 400 }; /* bytes of an error that list what there is */

/* A way through the JSON that follows a path, and the deepest place from which it led no
 * further. */
typedef struct path_search {
    const lam_edit_path *path;
    bool may_be_new;
    lam_edit_places *places;
    lam_edit_place way[LAM_EDIT_MAX_STEPS], deepest[LAM_EDIT_MAX_STEPS];
    size_t n_deepest;   /* how many steps exist */
    json_t *deepest_at; /* it lacks the next step; NULL: no way ended early */
} path_search;

static lam_status add_place(lam_edit_places *places, const lam_edit_place *place) {
    LAM_GROW(places->places, places->n + 1, &places->n_held);
    places->places[places->n++] = *place;
    return LAM_OK;
}

/* ---- following a path ---- */

static lam_status follow(path_search *search, size_t step, json_t *value);

/* The step leads to `place`, where the path ends or goes on. */
static lam_status go_on(path_search *search, size_t step, lam_edit_place place, bool *found) {
    search->way[step] = place;
    *found = true;
    return step + 1 == search->path->n ? add_place(search->places, &place)
                                       : follow(search, step + 1, place.value);
}

/* Is this the list of connections[+]? */
static bool may_append(const path_search *search, size_t i) {
    const lam_edit_path *path = search->path;
    return search->may_be_new && i == 0 && path->n == 2 && path->steps[1].kind == LAM_EDIT_APPEND &&
           strcmp(path->steps[0].key, "connections") == 0;
}

static lam_status follow_key(path_search *search, size_t i, json_t *object, bool *found) {
    const lam_edit_step *step = &search->path->steps[i];
    json_t *value = json_object_get(object, step->key);
    bool is_new = json_is_object(object) && search->may_be_new &&
                  (i + 1 == search->path->n || may_append(search, i));
    if (!lam_edit_has_wildcard(step)) {
        return value != NULL || is_new
                   ? go_on(search, i, (lam_edit_place){object, step->key, 0, value}, found)
                   : LAM_OK;
    }
    const char *key;
    json_object_foreach(object, key, value) {
        if (lam_edit_fits(step->key, key) && !lam_json_is_source(key, value)) {
            LAM_TRY(go_on(search, i, (lam_edit_place){object, key, 0, value}, found));
        }
    }
    return LAM_OK;
}

static lam_status follow_list(path_search *search, size_t i, json_t *list, bool *found) {
    const lam_edit_step *step = &search->path->steps[i];
    if (step->kind == LAM_EDIT_APPEND) {
        lam_edit_place end = {list, NULL, json_array_size(list), NULL};
        return may_append(search, i - 1)
                   ? go_on(search, i, list == NULL ? search->way[i - 1] : end, found)
                   : LAM_OK;
    }
    for (size_t k = 0; k < json_array_size(list); k++) {
        json_t *value = json_array_get(list, k);
        if (step->kind == LAM_EDIT_INDEX ? k == step->index
                                         : lam_edit_matches(&step->pattern, value)) {
            LAM_TRY(go_on(search, i, (lam_edit_place){list, NULL, k, value}, found));
        }
    }
    return LAM_OK;
}

static lam_status follow(path_search *search, size_t step, json_t *value) {
    bool found = false;
    LAM_TRY(search->path->steps[step].kind == LAM_EDIT_KEY
                ? follow_key(search, step, value, &found)
                : follow_list(search, step, value, &found));
    if (!found && (search->deepest_at == NULL || step > search->n_deepest)) {
        memcpy(search->deepest, search->way, sizeof search->way);
        search->n_deepest = step;
        search->deepest_at = value;
    }
    return LAM_OK;
}

/* ---- what there is instead ---- */

void lam_edit_add_key(lam_text *text, const char *key) {
    bool plain = key[0] != '\0' && strpbrk(key, ".[]\"\\*=#") == NULL && key[0] != ' ' &&
                 key[strlen(key) - 1] != ' ';
    if (plain) {
        lam_text_add(text, "%s", key);
        return;
    }
    lam_text_add(text, "\"");
    for (const char *c = key; *c != '\0'; c++) {
        lam_text_add(text, "%s%c", *c == '"' || *c == '\\' ? "\\" : "", *c);
    }
    lam_text_add(text, "\"");
}

static void add_way(lam_text *text, const lam_edit_place *way, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (way[i].key == NULL) {
            lam_text_add(text, "[%zu]", way[i].index);
        } else {
            lam_text_add(text, "%s", i > 0 ? "." : "");
            lam_edit_add_key(text, way[i].key);
        }
    }
}

/* All names that exist at a place, and the one nearest to what was asked for. */
typedef struct name_choices {
    const char *wanted;
    size_t n, fewest;
    char nearest[LAM_NAMES_MAX_EDITED + 1]; /* "": no name is near */
    lam_text list;
} name_choices;

/* Adds the name of a key, as a path has it, or of a connection. */
static void add_name(lam_text *text, const char *name, bool is_key) {
    if (is_key) {
        lam_edit_add_key(text, name);
    } else {
        lam_text_add(text, "%s", name);
    }
}

/* If the path names a connection without receptor and location, these do not count. */
static void consider(name_choices *choices, const char *name, bool is_key) {
    char compared[LAM_NAMES_MAX_EDITED + 1];
    bool is_short = !is_key && strpbrk(choices->wanted, ":@") == NULL;
    snprintf(compared, sizeof compared, "%.*s", (int)strcspn(name, is_short ? ":@" : ""), name);
    size_t edits = lam_names_edits(choices->wanted, compared);
    if (edits < choices->fewest) {
        choices->fewest = edits;
        strcpy(choices->nearest, name);
    }
    if (choices->list.n < MAX_LISTED) {
        lam_text_add(&choices->list, "%s", choices->n > 0 ? ", " : "");
        add_name(&choices->list, name, is_key);
    }
    choices->n++;
}

/* ", did you mean WAY.KEY? accepted: all there are" */
static void add_choices(lam_text *text, const path_search *search, const char *wanted) {
    name_choices choices = {.wanted = wanted, .fewest = strlen(wanted) / 2 + 2};
    char name[LAM_NAMES_MAX_EDITED + 1];
    const char *key;
    json_t *at = search->deepest_at, *value;
    bool is_list = json_is_array(at);
    json_object_foreach(at, key, value) {
        consider(&choices, key, true);
    }
    for (size_t k = 0; k < json_array_size(at); k++) {
        lam_edit_name_connection(json_array_get(at, k), name, sizeof name);
        consider(&choices, name, false);
    }
    bool is_near = choices.nearest[0] != '\0';
    if (is_near) {
        lam_text_add(text, ", did you mean ");
        add_way(text, search->deepest, search->n_deepest);
        lam_text_add(text, "%s", is_list ? "[" : search->n_deepest > 0 ? "." : "");
        add_name(text, choices.nearest, !is_list);
        lam_text_add(text, "%s?", is_list ? "]" : "");
    }
    char *list = NULL;
    if (lam_text_take(&choices.list, &list) != LAM_OK) {
        text->out_of_memory = true;
    } else if (choices.n > 0) {
        lam_text_add(text, "%s accepted: %.*s%s", is_near ? "" : ";", MAX_LISTED, list,
                     strlen(list) >= MAX_LISTED ? "..." : "");
    }
    free(list);
}

static void add_refusal(lam_text *text, const path_search *search) {
    const lam_edit_step *step = &search->path->steps[search->n_deepest];
    const json_t *at = search->deepest_at;
    bool has_connections = json_is_object(json_array_get(at, 0));
    char wanted[LAM_EDIT_MAX_PATH + 1], *where = NULL;
    lam_text way = {.bytes = NULL};
    add_way(&way, search->deepest, search->n_deepest);
    if (lam_text_take(&way, &where) != LAM_OK) {
        text->out_of_memory = true;
        return;
    }
    const char *name = step->key;
    if (step->kind == LAM_EDIT_CONNECTIONS) {
        lam_edit_name_pattern(&step->pattern, wanted, sizeof wanted);
        name = wanted;
    }
    if (step->kind == LAM_EDIT_KEY ? json_is_object(at)
                                   : has_connections && step->kind == LAM_EDIT_CONNECTIONS) {
        lam_text_add(text, "no %s in %s", name, where[0] != '\0' ? where : "the network");
        add_choices(text, search, name);
    } else if (step->kind == LAM_EDIT_INDEX && json_array_size(at) > 0) {
        lam_text_add(text, "no %zu in %s; accepted: %s[0] to %s[%zu]", step->index, where, where,
                     where, json_array_size(at) - 1);
    } else if (has_connections) {
        lam_text_add(text,
                     "%s is a list; accepted: %s[FROM>TO:RECEPTOR@LOCATION], parts left out "
                     "from the right, or %s[0] to %s[%zu]",
                     where, where, where, where, json_array_size(at) - 1);
    } else {
        lam_text_add(text, "%s is a value and has nothing in it; accepted: %s", where, where);
    }
    free(where);
}

lam_status lam_edit_find(json_t *network, const char *who, const lam_edit_path *path,
                         bool may_be_new, lam_edit_places *places) {
    path_search search = {.path = path, .may_be_new = may_be_new, .places = places};
    LAM_TRY(follow(&search, 0, network));
    if (places->n > 0) {
        return LAM_OK;
    }
    lam_text text = {.bytes = NULL};
    char *line = NULL;
    add_refusal(&text, &search);
    LAM_TRY(lam_text_take(&text, &line));
    lam_fail(LAM_ERR_INPUT, "%s: %s", who, line);
    free(line);
    return LAM_ERR_INPUT;
}
