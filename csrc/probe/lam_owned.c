/* SPDX-License-Identifier: BSD-3-Clause
 * lam_owned.c - electrode arrays and volumes that are made step by step, or copied: they own what
 * their members point to. */
#include "probe/lam_owned_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- electrode arrays ---- */

typedef struct own_array {
    lam_electrode_array seen; /* first: this is what others see */
    char *name_owned;
    double *positions_owned, *normals_owned;
    size_t *populations_owned;
    size_t positions_held, normals_held;
    lam_csd_options csd;
} own_array;

const char *const lam_array_methods[LAM_ARRAY_N_METHODS] = {"psa", "lsa", "root_as_point", "none"};

/* *copy_out is owned by the caller; NULL where there is nothing. */
static lam_status copy_bytes(const void *bytes, size_t n, void *copy_out) {
    void *copy = NULL;
    if (bytes != NULL && n > 0) {
        copy = lam_alloc(1, n);
        if (copy == NULL) {
            return LAM_ERR_MEMORY;
        }
        memcpy(copy, bytes, n);
    }
    memcpy(copy_out, &copy, sizeof copy);
    return LAM_OK;
}

/* The text of the table that is the same, NULL if there is none among the first n. */
static const char *find_method(const char *method, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (strcmp(lam_array_methods[i], method) == 0) {
            return lam_array_methods[i];
        }
    }
    return NULL;
}

lam_status lam_array_set_method(lam_electrode_array *array, const char *method) {
    const char *found = find_method(method, LAM_ARRAY_N_METHODS - 1); /* it measures something */
    if (found == NULL) {
        return lam_fail(LAM_ERR_INPUT, "%s: method '%s'; accepted: psa, lsa, root_as_point",
                        array->name, method);
    }
    array->method = found;
    return LAM_OK;
}

static lam_status copy_members(const lam_electrode_array *of, own_array *array) {
    LAM_TRY(copy_bytes(of->name, strlen(of->name) + 1, &array->name_owned));
    array->seen.name = array->name_owned;
    array->seen.method = find_method(of->method, LAM_ARRAY_N_METHODS);
    LAM_TRY(
        copy_bytes(of->positions_um, 3 * of->n_contacts * sizeof(double), &array->positions_owned));
    array->seen.positions_um = array->positions_owned;
    LAM_TRY(copy_bytes(of->normals, 3 * of->n_contacts * sizeof(double), &array->normals_owned));
    array->seen.normals = array->normals_owned;
    LAM_TRY(
        copy_bytes(of->populations, of->n_populations * sizeof(size_t), &array->populations_owned));
    array->seen.populations = array->populations_owned;
    array->positions_held = array->normals_held = 3 * of->n_contacts;
    lam_array_set_csd(&array->seen, of->csd);
    return LAM_OK;
}

lam_status lam_array_copy(const lam_electrode_array *of, lam_electrode_array **array_out) {
    own_array *array = lam_alloc(1, sizeof *array);
    if (array == NULL) {
        return LAM_ERR_MEMORY;
    }
    array->seen = *of;
    lam_status status = copy_members(of, array);
    if (status != LAM_OK) {
        lam_array_destroy(&array->seen);
        return status;
    }
    *array_out = &array->seen;
    return LAM_OK;
}

lam_status lam_array_create(const char *name, lam_electrode_array **array_out) {
    const lam_electrode_array empty = {.name = name,
                                       .method = "psa",
                                       .conductivity_S_m = {0.3, 0.3, 0.3},
                                       .below.z_um = NAN,
                                       .above.z_um = NAN};
    return lam_array_copy(&empty, array_out);
}

void lam_array_destroy(lam_electrode_array *seen) {
    own_array *array = (own_array *)seen;
    if (array != NULL) {
        free(array->name_owned);
        free(array->positions_owned);
        free(array->normals_owned);
        free(array->populations_owned);
        free(array);
    }
}

/* The directions of contacts that had none: along x. */
static lam_status give_normals(own_array *array) {
    size_t n = 3 * array->seen.n_contacts;
    if (array->normals_owned == NULL) {
        array->normals_held = 0;
    }
    bool are_new = array->normals_owned == NULL;
    LAM_GROW(array->normals_owned, n + 3, &array->normals_held);
    for (size_t i = 0; i < n && are_new; i++) {
        array->normals_owned[i] = i % 3 == 0;
    }
    return LAM_OK;
}

lam_status lam_array_add(lam_electrode_array *seen, const double position_um[3],
                         const double direction[3]) {
    static const double along_x[3] = {1, 0, 0};
    own_array *array = (own_array *)seen;
    const double *d = direction != NULL ? direction : along_x;
    double size = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
    size_t n = 3 * seen->n_contacts;
    if (!(size > 0 && isfinite(size))) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: a contact looks along %g, %g, %g; accepted: a direction", seen->name,
                        d[0], d[1], d[2]);
    }
    LAM_TRY(give_normals(array));
    seen->normals = array->normals_owned;
    LAM_GROW(array->positions_owned, n + 3, &array->positions_held);
    seen->positions_um = array->positions_owned;
    for (size_t k = 0; k < 3; k++) {
        array->positions_owned[n + k] = position_um[k];
        array->normals_owned[n + k] = d[k] / sqrt(size);
    }
    seen->n_contacts++;
    return LAM_OK;
}

void lam_array_set_csd(lam_electrode_array *seen, const lam_csd_options *options) {
    own_array *array = (own_array *)seen;
    array->csd = options != NULL ? *options : (lam_csd_options){.radius_um = 0};
    seen->csd = options != NULL ? &array->csd : NULL;
}

/* ---- volumes ---- */

typedef struct own_volumes {
    lam_volumes seen;
    char *name_owned;
    double *lower_owned, *upper_owned;
} own_volumes;

static const double endless_um = 1e9;

static void make_endless(size_t n, double *x_um) {
    for (size_t i = 0; i < n; i++) {
        x_um[i] = fabs(x_um[i]) >= endless_um ? copysign(INFINITY, x_um[i]) : x_um[i];
    }
}

static lam_status copy_boxes(const lam_volumes *of, own_volumes *volumes) {
    size_t n = 3 * of->n;
    LAM_TRY(copy_bytes(of->name, strlen(of->name) + 1, &volumes->name_owned));
    LAM_TRY(copy_bytes(of->lower_um, n * sizeof(double), &volumes->lower_owned));
    LAM_TRY(copy_bytes(of->upper_um, n * sizeof(double), &volumes->upper_owned));
    make_endless(n, volumes->lower_owned);
    make_endless(n, volumes->upper_owned);
    volumes->seen.name = volumes->name_owned;
    volumes->seen.lower_um = volumes->lower_owned;
    volumes->seen.upper_um = volumes->upper_owned;
    if (volumes->seen.radius_um == 0) {
        volumes->seen.radius_um = INFINITY;
    }
    return lam_volume_check(&volumes->seen);
}

lam_status lam_volumes_copy(const lam_volumes *of, lam_volumes **volumes_out) {
    own_volumes *volumes = lam_alloc(1, sizeof *volumes);
    if (volumes == NULL) {
        return LAM_ERR_MEMORY;
    }
    volumes->seen = *of;
    lam_status status = copy_boxes(of, volumes);
    if (status != LAM_OK) {
        lam_volumes_destroy(&volumes->seen);
        return status;
    }
    *volumes_out = &volumes->seen;
    return LAM_OK;
}

void lam_volumes_destroy(lam_volumes *seen) {
    own_volumes *volumes = (own_volumes *)seen;
    if (volumes != NULL) {
        free(volumes->name_owned);
        free(volumes->lower_owned);
        free(volumes->upper_owned);
        free(volumes);
    }
}
