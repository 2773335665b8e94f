/* SPDX-License-Identifier: BSD-3-Clause
 * status.h - what a function returns, and the line to show for it. */
#ifndef LAMINAE_STATUS_H
#define LAMINAE_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

#define LAM_STATUS_LIST(ENTRY)                                                                     \
    ENTRY(LAM_OK, "no error")                                                                      \
    ENTRY(LAM_ERR_INPUT, "bad input")                                                              \
    ENTRY(LAM_ERR_STATE, "called in the wrong order")                                              \
    ENTRY(LAM_ERR_IO, "cannot read or write")                                                      \
    ENTRY(LAM_ERR_MEMORY, "out of memory")

typedef enum lam_status {
#define LAM_STATUS_ENUM(name, text) name,
    LAM_STATUS_LIST(LAM_STATUS_ENUM)
#undef LAM_STATUS_ENUM
} lam_status;

/* The text of a status code; never NULL. */
const char *lam_status_text(lam_status status);

/* What went wrong last on this thread, one line without a newline; "" before any failure. */
const char *lam_error(void);

#ifdef __cplusplus
}
#endif

#endif
