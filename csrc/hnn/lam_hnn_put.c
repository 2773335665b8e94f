/* SPDX-License-Identifier: BSD-3-Clause
 * lam_hnn_put.c - gives values to HNN-core's network file while it is written, and notes what
 * HNN-core cannot have. */
#include "base/lam_number_impl.h"
#include "hnn/lam_hnn_write_impl.h"

#include <stdarg.h>

void lam_hnn_lose(lam_hnn_writer *writer, const char *format, ...) {
    if (writer->n_losses++ == 0) {
        va_list arguments;
        va_start(arguments, format);
        lam_format_list(writer->loss, sizeof writer->loss, format, arguments);
        va_end(arguments);
    }
}

void lam_hnn_put(lam_hnn_writer *writer, json_t *to, const char *key, json_t *value) {
    writer->out_of_memory |=
        (key != NULL ? json_object_set_new(to, key, value) : json_array_append_new(to, value)) != 0;
}

json_t *lam_hnn_put_new(lam_hnn_writer *writer, json_t *to, const char *key, json_type type) {
    json_t *made = type == JSON_OBJECT ? json_object() : json_array();
    lam_hnn_put(writer, to, key, made);
    return made;
}

void lam_hnn_share_own(lam_hnn_writer *writer, json_t *to, const json_t *from, const char *key) {
    json_t *value = json_object_get(from, key);
    if (value != NULL) {
        lam_hnn_put(writer, to, key, json_incref(value));
    }
}

json_t *lam_hnn_own(lam_hnn_writer *writer, const char *key) {
    json_t *there = json_object_get(writer->own, key);
    return there != NULL ? there : lam_hnn_put_new(writer, writer->own, key, JSON_OBJECT);
}

json_t *lam_hnn_point(const double xyz_um[3]) {
    return json_pack("[f,f,f]", xyz_um[0], xyz_um[1], xyz_um[2]);
}

size_t lam_hnn_gid(const lam_hnn_writer *writer, size_t population, size_t gid) {
    return writer->first_gid[population] + (gid - writer->model->populations[population].first_gid);
}
