/* SPDX-License-Identifier: BSD-3-Clause
 * t418_owned - electrode arrays that are made step by step, and copies of arrays and volumes: they
 * own what they point to; directions become unit vectors; what cannot be is refused. */
#include "good.h"

#include <math.h>
#include <string.h>

static lam_electrode_array *array;

static void make(void) {
    GOOD(lam_array_create("shank", &array));
}

static void destroy(void) {
    lam_array_destroy(array);
}

TestSuite(owned, .init = make, .fini = destroy);

Test(owned, an_array_begins_empty) {
    cr_assert_str_eq(array->name, "shank");
    cr_assert_str_eq(array->method, "psa");
    cr_assert(array->n_contacts == 0 && array->n_populations == 0 && array->csd == NULL);
    cr_assert(array->conductivity_S_m[0] == 0.3 && array->conductivity_S_m[2] == 0.3);
    cr_assert(isnan(array->below.z_um) && isnan(array->above.z_um));
    GOOD(lam_electrode_check(array));
}

Test(owned, contacts_have_directions_of_length_1) {
    const double here[3] = {1, 2, 3}, there[3] = {4, 5, 6}, direction[3] = {0, 3, -4};
    for (int i = 0; i < 50; i++) { /* it grows */
        GOOD(lam_array_add(array, here, NULL));
    }
    GOOD(lam_array_add(array, there, direction));
    cr_assert_eq(array->n_contacts, 51);
    const double *p = array->positions_um, *n = array->normals;
    cr_assert(p[0] == 1 && p[149] == 3 && p[150] == 4 && p[152] == 6);
    cr_assert(n[0] == 1 && n[1] == 0 && n[2] == 0);
    cr_assert(n[150] == 0 && n[151] == 0.6 && n[152] == -0.8);
}

Test(owned, contacts_without_a_direction_are_refused) {
    const double here[3] = {1, 2, 3}, none[3] = {0, 0, 0}, far[3] = {0, INFINITY, 0};
    GOOD(lam_array_add(array, here, here));
    cr_assert_eq(lam_array_add(array, here, none), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "shank: a contact looks along 0, 0, 0; accepted: a direction");
    cr_assert_eq(lam_array_add(array, here, far), LAM_ERR_INPUT);
    cr_assert_eq(array->n_contacts, 1);
}

Test(owned, methods) {
    char method[] = "lsa";
    GOOD(lam_array_set_method(array, method));
    method[0] = 'x';
    cr_assert_str_eq(array->method, "lsa");
    cr_assert_eq(lam_array_set_method(array, "none"), LAM_ERR_INPUT);
    cr_assert_str_eq(lam_error(), "shank: method 'none'; accepted: psa, lsa, root_as_point");
    cr_assert_str_eq(array->method, "lsa");
}

Test(owned, a_copy_has_all_of_its_own) {
    double positions[] = {1, 2, 3, 4, 5, 6};
    size_t populations[] = {7};
    char name[] = "probe";
    lam_csd_options csd = {.radius_um = 500};
    lam_electrode_array of = {.name = name,
                              .n_contacts = 2,
                              .positions_um = positions,
                              .method = "none",
                              .radius_um = 3,
                              .n_populations = 1,
                              .populations = populations,
                              .csd = &csd};
    lam_electrode_array *copy = NULL;
    GOOD(lam_array_copy(&of, &copy));
    positions[5] = populations[0] = 0;
    name[0] = 'x';
    csd.radius_um = 0;
    cr_assert_str_eq(copy->name, "probe");
    cr_assert_str_eq(copy->method, "none");
    cr_assert(copy->positions_um[5] == 6 && copy->populations[0] == 7 && copy->radius_um == 3);
    cr_assert(copy->csd->radius_um == 500 && copy->normals == NULL);
    GOOD(lam_array_add(copy, positions, NULL)); /* those before it look along x, too */
    cr_assert(copy->n_contacts == 3 && copy->normals[0] == 1 && copy->normals[3] == 1 &&
              copy->normals[5] == 0 && copy->normals[6] == 1);
    lam_array_set_csd(copy, NULL);
    cr_assert_null(copy->csd);
    lam_array_destroy(copy);
}

Test(owned, the_csd_of_an_array_by_its_method) {
    lam_csd_options options;
    array->conductivity_S_m[2] = 0.4;
    GOOD(lam_csd_of_array(array, "kernel", 300, 40, -1, &options));
    cr_assert(options.method == LAM_CSD_KERNEL && options.conductivity_S_m == 0.4);
    cr_assert(options.radius_um == 300 && options.kernel_width_um == 40);
    cr_assert(isnan(options.regularisation));
    GOOD(lam_csd_of_array(array, "kernel", 300, 40, 0.25, &options));
    cr_assert_eq(options.regularisation, 0.25);
    cr_assert_eq(lam_csd_of_array(array, "no", 300, 40, 0.25, &options), LAM_ERR_INPUT);
}

Test(owned, volumes_may_be_endless) {
    double lower[] = {-1e9, -5e9, 0}, upper[] = {1e9, 1e10, 100};
    lam_volumes told = {
        .name = "slabs", .n = 1, .lower_um = lower, .upper_um = upper, .area_um2 = 100};
    lam_volumes *copy = NULL;
    GOOD(lam_volumes_copy(&told, &copy));
    lower[2] = 50;
    cr_assert_str_eq(copy->name, "slabs");
    cr_assert(copy->lower_um[0] == -INFINITY && copy->lower_um[1] == -INFINITY);
    cr_assert(copy->upper_um[0] == INFINITY && copy->upper_um[1] == INFINITY);
    cr_assert(copy->lower_um[2] == 0 && copy->upper_um[2] == 100 && isinf(copy->radius_um));
    lam_volumes_destroy(copy);
    copy = NULL;
    upper[2] = 20;
    cr_assert_eq(lam_volumes_copy(&told, &copy), LAM_ERR_INPUT);
    cr_assert_null(copy);
}
