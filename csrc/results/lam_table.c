/* SPDX-License-Identifier: BSD-3-Clause
 * lam_table.c - a table of numbers as a text file: the heads of the columns, then a line for each
 * row. */
#include "base/lam_file_impl.h"
#include "base/lam_text_impl.h"

#include <locale.h>
#include <stdlib.h>

static lam_status make_text(const char *head, size_t n_rows, size_t n_columns,
                            const double *columns, char **text_out) {
    lam_text text = {.bytes = NULL};
    lam_text_add(&text, "# %s\n", head);
    for (size_t i = 0; i < n_rows; i++) {
        for (size_t k = 0; k < n_columns; k++) {
            lam_text_add(&text, "%s%.15g", k > 0 ? "\t" : "", columns[k * n_rows + i]);
        }
        lam_text_add(&text, "\n");
    }
    return lam_text_take(&text, text_out);
}

lam_status lam_table_write(const char *path, const char *head, size_t n_rows, size_t n_columns,
                           const double *columns) {
    char *text = NULL;
    LAM_TRY(lam_file_check_place(path, "table", NULL));
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0); /* a decimal point, whatever the */
    if (plain == (locale_t)0) {                                /* host program has set */
        return lam_fail(LAM_ERR_MEMORY, "%s: out of memory", path);
    }
    locale_t before = uselocale(plain);
    lam_status status = make_text(head, n_rows, n_columns, columns, &text);
    uselocale(before);
    freelocale(plain);
    if (status == LAM_OK) {
        status = lam_file_write(path, text);
    }
    free(text);
    return status;
}
