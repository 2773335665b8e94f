/* SPDX-License-Identifier: BSD-3-Clause
 * gui_results.c - what runs have left. */
#include "gui.h"
#define NOT_YET(name)                                                                              \
    void name(gui *g, const gui_request *r, gui_answer *a) {                                       \
        (void)g, (void)r;                                                                          \
        gui_refuse(a, 500, "not yet");                                                             \
    }
NOT_YET(gui_results)
NOT_YET(gui_files)
NOT_YET(gui_page_state)
