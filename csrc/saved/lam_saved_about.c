/* SPDX-License-Identifier: BSD-3-Clause
 * lam_saved_about.c - what results say of themselves: the attributes of their file. */
#include "saved/lam_saved_impl.h"

#include "base/lam_text_impl.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 24 };

static lam_status take_text(hid_t attribute, hid_t type, lam_text *text) {
    size_t size = H5Tget_size(type);
    char *bytes = size < MOST_BYTES ? lam_alloc(size + 1, 1) : NULL;
    if (bytes == NULL) {
        return LAM_ERR_MEMORY;
    }
    if (H5Aread(attribute, type, bytes) >= 0) {
        lam_text_add(text, "%s", bytes);
    }
    free(bytes);
    return LAM_OK;
}

static lam_status take(hid_t attribute, lam_text *text) {
    hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
    H5T_class_t kind = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
    bool is_one = space >= 0 && H5Sget_simple_extent_npoints(space) == 1;
    lam_status status = LAM_OK;
    double number = 0;
    if (is_one && kind == H5T_STRING && H5Tis_variable_str(type) == 0) {
        status = take_text(attribute, type, text);
    } else if (is_one && (kind == H5T_FLOAT || kind == H5T_INTEGER) &&
               H5Aread(attribute, H5T_NATIVE_DOUBLE, &number) >= 0) {
        lam_text_add_number(text, number);
    }
    if (space >= 0) {
        H5Sclose(space);
    }
    if (type >= 0) {
        H5Tclose(type);
    }
    return status;
}

lam_status lam_saved_about(const lam_saved *saved, const char *name, char **text_out) {
    lam_text text = {.bytes = NULL};
    hid_t attribute = saved->facts.is_results && H5Aexists(saved->file, name) > 0
                          ? H5Aopen(saved->file, name, H5P_DEFAULT)
                          : -1;
    lam_status status = attribute < 0 ? LAM_OK : take(attribute, &text);
    if (attribute >= 0) {
        H5Aclose(attribute);
    }
    if (status != LAM_OK) {
        lam_text_free(&text);
        return status;
    }
    return lam_text_take(&text, text_out);
}
