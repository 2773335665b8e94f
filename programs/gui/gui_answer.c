/* SPDX-License-Identifier: BSD-3-Clause
 * gui_answer.c - what a request is answered. */
#include "gui.h"

#include <stdlib.h>
#include <string.h>

void gui_give(gui_answer *answer, const char *type, char *bytes, size_t n) {
    free(answer->bytes_owned);
    *answer = (gui_answer){.status = 200, .type = type, .bytes_owned = bytes, .n = n};
}

void gui_say(gui_answer *answer, json_t *value) {
    char *bytes = value == NULL ? NULL : json_dumps(value, JSON_COMPACT);
    json_decref(value);
    if (bytes == NULL) {
        gui_refuse(answer, 500, "out of memory");
        return;
    }
    gui_give(answer, "application/json", bytes, strlen(bytes));
}

void gui_refuse(gui_answer *answer, unsigned status, const char *format, ...) {
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    lam_format_list(line, sizeof line, format, arguments);
    va_end(arguments);
    json_t *text = json_string(line), *object = json_object();
    if (text == NULL) { /* it is not UTF-8 */
        text = json_string("what was asked is not UTF-8");
    }
    json_object_set_new(object, "error", text);
    char *bytes = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    gui_give(answer, "application/json", bytes, bytes == NULL ? 0 : strlen(bytes));
    answer->status = status;
}

void gui_refuse_status(gui_answer *answer, lam_status status) {
    gui_refuse(answer, status == LAM_ERR_INPUT ? 400 : 500, "%s", lam_error());
}
