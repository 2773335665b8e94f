/* SPDX-License-Identifier: BSD-3-Clause
 * lam_nwb.c - the parts of an NWB file, in HDF5: objects with a type, tables, texts of any length,
 * references (NWB storage specification; HDMF common schema, "table"). */
#include "exchange/lam_nwb_impl.h"

#include "base/lam_number_impl.h"

#include <stdlib.h>
#include <string.h>

static const char common[] = "hdmf-common"; /* the namespace of tables */

/* FNV-1a, of 64 bits. */
uint64_t lam_nwb_hash(uint64_t before, const void *bytes, size_t n) {
    const unsigned char *from = bytes;
    for (size_t i = 0; i < n; i++) {
        before = (before ^ from[i]) * 0x100000001b3;
    }
    return before;
}

/* Texts of any length in UTF-8; the caller closes the type. */
static hid_t text_type(void) {
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

/* ---- attributes ---- */

/* One value, or n of them. */
static void add_attribute(lam_nwb *to, hid_t object, const char *name, hid_t type, const size_t *n,
                          const void *values) {
    hid_t space = n == NULL ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, (hsize_t[]){*n}, NULL);
    hid_t made = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    lam_hdf5_note(&to->h5, made >= 0 && H5Awrite(made, type, values) >= 0);
    H5Aclose(made);
    H5Sclose(space);
}

void lam_nwb_text(lam_nwb *to, hid_t object, const char *name, const char *text) {
    hid_t type = text_type();
    add_attribute(to, object, name, type, NULL, &text);
    H5Tclose(type);
}

void lam_nwb_texts(lam_nwb *to, hid_t object, const char *name, size_t n,
                   const char *const *texts) {
    hid_t type = text_type();
    add_attribute(to, object, name, type, &n, texts);
    H5Tclose(type);
}

void lam_nwb_number(lam_nwb *to, hid_t object, const char *name, double number) {
    add_attribute(to, object, name, H5T_NATIVE_DOUBLE, NULL, &number);
}

void lam_nwb_reference(lam_nwb *to, hid_t object, const char *name, const char *path) {
    hobj_ref_t reference = 0;
    lam_hdf5_note(&to->h5, H5Rcreate(&reference, to->h5.file, path, H5R_OBJECT, -1) >= 0);
    add_attribute(to, object, name, H5T_STD_REF_OBJ, NULL, &reference);
}

/* The identity is a UUID of version 8: of the file's and the path, so that the same results have
 * the same. */
void lam_nwb_type(lam_nwb *to, hid_t object, const char *path, const char *space,
                  const char *type) {
    char uuid[40];
    uint64_t high = lam_nwb_hash(to->identity, path, strlen(path));
    uint64_t low = lam_nwb_hash(high, "object", 6);
    lam_format(uuid, sizeof uuid, "%08x-%04x-8%03x-%04x-%012llx", (unsigned)(high >> 32),
               (unsigned)(high >> 16 & 0xffff), (unsigned)(high & 0xfff),
               (unsigned)(low >> 48 & 0x3fff) | 0x8000, (unsigned long long)(low & 0xffffffffffff));
    lam_nwb_text(to, object, "namespace", space);
    lam_nwb_text(to, object, "neurodata_type", type);
    lam_nwb_text(to, object, "object_id", uuid);
}

/* ---- objects ---- */

hid_t lam_nwb_group(lam_nwb *to, const char *path) {
    hid_t links = H5Pcreate(H5P_LINK_CREATE);
    H5Pset_create_intermediate_group(links, 1);
    hid_t made = H5Gcreate2(to->h5.file, path, links, H5P_DEFAULT, H5P_DEFAULT);
    lam_hdf5_note(&to->h5, made >= 0);
    H5Pclose(links);
    return made;
}

/* n texts in a list, or one alone. */
static hid_t add_texts(lam_nwb *to, const char *path, const size_t *n, const char *const *texts) {
    hid_t type = text_type();
    hid_t made = lam_hdf5_data(&to->h5, path, type, n == NULL ? 0 : 1,
                               (hsize_t[]){n == NULL ? 1 : *n}, NULL);
    if (n == NULL || *n > 0) {
        lam_hdf5_note(&to->h5, H5Dwrite(made, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts) >= 0);
    }
    H5Tclose(type);
    return made;
}

void lam_nwb_text_data(lam_nwb *to, const char *path, const char *text) {
    lam_hdf5_end(&to->h5, add_texts(to, path, NULL, &text));
}

hid_t lam_nwb_text_list(lam_nwb *to, const char *path, size_t n, const char *const *texts) {
    return add_texts(to, path, &n, texts);
}

/* ---- tables ---- */

void lam_nwb_table(lam_nwb *to, const char *path, const char *space, const char *type,
                   const char *description, size_t n_rows, size_t n_columns,
                   const char *const *columns) {
    char id[LAM_NWB_PATH];
    hid_t table = lam_nwb_group(to, path);
    lam_nwb_type(to, table, path, space, type);
    lam_nwb_text(to, table, "description", description);
    lam_nwb_texts(to, table, "colnames", n_columns, columns);
    H5Gclose(table);
    double *numbers = lam_alloc(n_rows, sizeof *numbers);
    for (size_t i = 0; i < n_rows && numbers != NULL; i++) {
        numbers[i] = (double)i;
    }
    lam_format(id, sizeof id, "%s/id", path);
    hid_t made = lam_hdf5_data(&to->h5, id, H5T_STD_I64LE, 1, (hsize_t[]){n_rows}, numbers);
    to->h5.out_of_memory |= numbers == NULL;
    lam_nwb_type(to, made, id, common, "ElementIdentifiers");
    lam_hdf5_end(&to->h5, made);
    free(numbers);
}

/* What all columns have; closes it. */
static void end_column(lam_nwb *to, hid_t made, const char *path, const char *type,
                       const char *description) {
    lam_nwb_type(to, made, path, common, type);
    lam_nwb_text(to, made, "description", description);
    lam_hdf5_end(&to->h5, made);
}

void lam_nwb_numbers(lam_nwb *to, const char *table, const char *column, const char *description,
                     hid_t type, size_t n, const double *values) {
    char path[LAM_NWB_PATH];
    lam_format(path, sizeof path, "%s/%s", table, column);
    hid_t made = lam_hdf5_data(&to->h5, path, type, 1, (hsize_t[]){n}, values);
    end_column(to, made, path, "VectorData", description);
}

void lam_nwb_index(lam_nwb *to, const char *table, const char *column, size_t n,
                   const double *ends) {
    char path[LAM_NWB_PATH], target[LAM_NWB_PATH];
    lam_format(target, sizeof target, "%s/%s", table, column);
    lam_format(path, sizeof path, "%s_index", target);
    hid_t made = lam_hdf5_data(&to->h5, path, H5T_STD_U64LE, 1, (hsize_t[]){n}, ends);
    lam_nwb_reference(to, made, "target", target);
    end_column(to, made, path, "VectorIndex", "where the values of each row end");
}

void lam_nwb_words(lam_nwb *to, const char *table, const char *column, const char *description,
                   size_t n, const char *const *texts) {
    char path[LAM_NWB_PATH];
    lam_format(path, sizeof path, "%s/%s", table, column);
    hid_t made = lam_nwb_text_list(to, path, n, texts);
    end_column(to, made, path, "VectorData", description);
}

void lam_nwb_objects(lam_nwb *to, const char *table, const char *column, const char *description,
                     size_t n, const char *const *paths) {
    char path[LAM_NWB_PATH];
    hobj_ref_t *references = lam_alloc(n, sizeof *references);
    for (size_t i = 0; i < n && references != NULL; i++) {
        lam_hdf5_note(&to->h5,
                      H5Rcreate(&references[i], to->h5.file, paths[i], H5R_OBJECT, -1) >= 0);
    }
    lam_format(path, sizeof path, "%s/%s", table, column);
    hid_t made = lam_hdf5_data(&to->h5, path, H5T_STD_REF_OBJ, 1, (hsize_t[]){n}, NULL);
    to->h5.out_of_memory |= references == NULL;
    lam_hdf5_note(&to->h5, references != NULL && H5Dwrite(made, H5T_STD_REF_OBJ, H5S_ALL, H5S_ALL,
                                                          H5P_DEFAULT, references) >= 0);
    end_column(to, made, path, "VectorData", description);
    free(references);
}

void lam_nwb_region(lam_nwb *to, const char *path, const char *table, size_t first, size_t n) {
    double *rows = lam_alloc(n, sizeof *rows);
    for (size_t i = 0; i < n && rows != NULL; i++) {
        rows[i] = (double)(first + i);
    }
    hid_t made = lam_hdf5_data(&to->h5, path, H5T_STD_I64LE, 1, (hsize_t[]){n}, rows);
    to->h5.out_of_memory |= rows == NULL;
    lam_nwb_reference(to, made, "table", table);
    end_column(to, made, path, "DynamicTableRegion", "the electrodes");
    free(rows);
}
