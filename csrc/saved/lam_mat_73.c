/* SPDX-License-Identifier: BSD-3-Clause
 * lam_mat_73.c - a MAT-file of version 7.3, which is HDF5: an array is a dataset, its sizes from
 * the last to the first; a struct a group; structs a group of datasets that refer to their fields.
 */
#include "saved/lam_mat_impl.h"

#include "base/lam_number_impl.h"

#include <string.h>

enum { MOST_LETTERS = 4096 };

static void close_all(size_t n, const hid_t *open) {
    for (size_t i = 0; i < n; i++) {
        if (open[i] >= 0) {
            H5Idec_ref(open[i]);
        }
    }
}

lam_status lam_mat_open_73(lam_mat *mat) {
    H5dont_atexit(); /* as in lam_results_create */
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    mat->hdf5 = H5Fopen(mat->path, H5F_ACC_RDONLY, H5P_DEFAULT);
    return mat->hdf5 >= 0 ? LAM_OK
                          : lam_fail(LAM_ERR_INPUT,
                                     "%s: cannot be opened; accepted: a MAT-file of version 5 or "
                                     "7.3",
                                     mat->path);
}

/* ---- what an object is ---- */

/* What MATLAB calls its class, "double" or "struct"; "": it does not say. */
static void class_of(hid_t object, char class_out[LAM_MAT_NAME]) {
    hid_t attribute =
        H5Aexists(object, "MATLAB_class") > 0 ? H5Aopen(object, "MATLAB_class", H5P_DEFAULT) : -1;
    hid_t type = attribute < 0 ? -1 : H5Aget_type(attribute);
    class_out[0] = '\0';
    if (type >= 0 && H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0 &&
        H5Tget_size(type) < LAM_MAT_NAME) {
        memset(class_out, 0, LAM_MAT_NAME);
        H5Aread(attribute, type, class_out);
    }
    close_all(2, (hid_t[]){type, attribute});
}

/* Sizes in MATLAB's order. */
static void take_dataset(hid_t data, lam_mat_kind kind, lam_mat_array *array) {
    hid_t space = H5Dget_space(data);
    hsize_t extents[H5S_MAX_RANK] = {0};
    size_t sizes[H5S_MAX_RANK];
    int rank = space < 0 ? 0 : H5Sget_simple_extent_dims(space, extents, NULL);
    for (int i = 0; i < rank; i++) {
        sizes[i] = (size_t)extents[rank - 1 - i];
    }
    lam_mat_take_sizes(array, kind, rank < 0 ? 0 : (size_t)rank, sizes);
    close_all(1, &space);
}

/* Fields of several structs are lists of references, which a cell is, too, and says it. */
static bool is_list(hid_t object) {
    char class[LAM_MAT_NAME];
    hid_t type = H5Iget_type(object) == H5I_DATASET ? H5Dget_type(object) : -1;
    bool is_one = type >= 0 && H5Tequal(type, H5T_STD_REF_OBJ) > 0;
    class_of(object, class);
    close_all(1, &type);
    return is_one && class[0] == '\0';
}

static hid_t open_link(hid_t group, size_t i, char name_out[LAM_MAT_NAME]) {
    name_out[0] = '\0';
    return H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i, name_out, LAM_MAT_NAME,
                              H5P_DEFAULT) < 0
               ? -1
               : H5Oopen(group, name_out, H5P_DEFAULT);
}

/* One struct, or as many as the first field has. */
static void take_group(hid_t group, lam_mat_array *array) {
    char name[LAM_MAT_NAME];
    hid_t first = open_link(group, 0, name);
    if (first >= 0 && is_list(first)) {
        take_dataset(first, LAM_MAT_STRUCT, array);
    } else {
        lam_mat_take_sizes(array, LAM_MAT_STRUCT, 1, (size_t[]){1});
    }
    close_all(1, &first);
}

static lam_mat_array array_of(hid_t object, const char *name) {
    char class[LAM_MAT_NAME];
    lam_mat_array array = {.kind = LAM_MAT_OTHER};
    H5O_info_t info;
    lam_format(array.name, sizeof array.name, "%s", name);
    if (object < 0 || H5Oget_info(object, &info) < 0) {
        return array;
    }
    array.address = info.addr;
    class_of(object, class);
    if (info.type == H5O_TYPE_GROUP) {
        take_group(object, &array);
        return array;
    }
    hid_t type = info.type == H5O_TYPE_DATASET ? H5Dget_type(object) : -1;
    H5T_class_t kind = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
    bool is_empty = H5Aexists(object, "MATLAB_empty") > 0;
    bool is_number = kind == H5T_FLOAT || kind == H5T_INTEGER;
    if (kind == H5T_REFERENCE && strcmp(class, "cell") == 0 && !is_empty) {
        take_dataset(object, LAM_MAT_CELL, &array);
    }
    if (is_number && !is_empty) {
        take_dataset(object, strcmp(class, "char") == 0 ? LAM_MAT_TEXT : LAM_MAT_NUMBERS, &array);
    }
    close_all(1, &type);
    return array;
}

/* ---- variables and fields ---- */

static hid_t open_parent(const lam_mat *mat, const lam_mat_array *parent) {
    return parent == NULL                   ? H5Gopen2(mat->hdf5, "/", H5P_DEFAULT)
           : parent->kind == LAM_MAT_STRUCT ? H5Oopen_by_addr(mat->hdf5, parent->address)
                                            : -1;
}

size_t lam_mat_count_73(const lam_mat *mat, const lam_mat_array *parent) {
    H5G_info_t info = {.nlinks = 0};
    if (parent != NULL && parent->kind == LAM_MAT_CELL) {
        return 1;
    }
    hid_t group = open_parent(mat, parent);
    if (group >= 0) {
        H5Gget_info(group, &info);
    }
    close_all(1, &group);
    return (size_t)info.nlinks;
}

/* What the dataset of a field refers to for one of several structs. */
static hid_t follow(const lam_mat *mat, hid_t data, size_t element) {
    hid_t space = H5Dget_space(data), one = H5Screate(H5S_SCALAR);
    hsize_t extents[H5S_MAX_RANK] = {0}, at[H5S_MAX_RANK] = {0};
    hobj_ref_t reference = 0;
    int rank = H5Sget_simple_extent_dims(space, extents, NULL);
    for (int i = rank - 1; i >= 0; i--) {
        at[i] = extents[i] == 0 ? 0 : element % extents[i];
        element = extents[i] == 0 ? 1 : element / extents[i];
    }
    bool is_read = rank > 0 && element == 0 &&
                   H5Sselect_elements(space, H5S_SELECT_SET, 1, at) >= 0 &&
                   H5Dread(data, H5T_STD_REF_OBJ, one, space, H5P_DEFAULT, &reference) >= 0;
    hid_t object = is_read ? H5Rdereference2(mat->hdf5, H5P_DEFAULT, H5R_OBJECT, &reference) : -1;
    close_all(2, (hid_t[]){space, one});
    return object;
}

static lam_mat_array in_cell(const lam_mat *mat, const lam_mat_array *cell, size_t element) {
    hid_t data = H5Oopen_by_addr(mat->hdf5, cell->address);
    hid_t object = data < 0 ? -1 : follow(mat, data, element);
    lam_mat_array array = array_of(object, "");
    close_all(2, (hid_t[]){object, data});
    return array;
}

/* MATLAB's own groups, #refs#, are no variables. */
lam_mat_array lam_mat_at_73(const lam_mat *mat, const lam_mat_array *parent, size_t element,
                            size_t i) {
    char name[LAM_MAT_NAME] = "";
    if (parent != NULL && parent->kind == LAM_MAT_CELL) {
        return in_cell(mat, parent, element);
    }
    hid_t group = open_parent(mat, parent), link = group < 0 ? -1 : open_link(group, i, name);
    hid_t object = link >= 0 && parent != NULL && is_list(link) ? follow(mat, link, element) : -1;
    lam_mat_array array = {.kind = LAM_MAT_OTHER};
    if (name[0] != '#') {
        array = array_of(object >= 0 ? object : link, name);
    }
    close_all(3, (hid_t[]){object, link, group});
    return array;
}

/* ---- numbers and texts ---- */

lam_status lam_mat_numbers_73(const lam_mat *mat, const lam_mat_array *array, double *values_out) {
    hid_t data = H5Oopen_by_addr(mat->hdf5, array->address);
    herr_t result =
        data < 0 ? -1 : H5Dread(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values_out);
    close_all(1, &data);
    return result >= 0 ? LAM_OK : LAM_ERR_INPUT;
}

void lam_mat_text_73(const lam_mat *mat, const lam_mat_array *array, size_t size, char *text_out) {
    hid_t data = array->n > MOST_LETTERS ? -1 : H5Oopen_by_addr(mat->hdf5, array->address);
    unsigned short letters[MOST_LETTERS];
    bool is_read =
        data >= 0 && H5Dread(data, H5T_NATIVE_USHORT, H5S_ALL, H5S_ALL, H5P_DEFAULT, letters) >= 0;
    for (size_t i = 0; is_read && i < array->n; i++) {
        lam_mat_add_letter(letters[i], size, text_out);
    }
    close_all(1, &data);
}
