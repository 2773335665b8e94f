/* SPDX-License-Identifier: BSD-3-Clause
 * gui_process.h - processes that need not be children. */
#ifndef LAM_GUI_PROCESS_H
#define LAM_GUI_PROCESS_H

#include "gui.h"

#include <sys/types.h>

typedef struct gui_process {
    pid_t pid;
    long long start; /* 0: it is none */
    int fd;          /* readable once it has ended; -1: Linux before 5.3 has no such thing */
} gui_process;
#define GUI_NO_PROCESS ((gui_process){0, 0, -1})

/* One that is there. The caller closes it. */
gui_process gui_process_of(pid_t pid);
/* {"pid", "start", "boot"} of this one. The caller drops it. */
json_t *gui_process_tell(void);
/* The one that told so, if it lives. The caller closes it. */
gui_process gui_process_find(const json_t *told);
bool gui_process_lives(const gui_process *process);
/* By SIGTERM. */
void gui_process_stop(const gui_process *process);
void gui_process_close(gui_process *process);

#endif
