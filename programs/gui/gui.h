/* SPDX-License-Identifier: BSD-3-Clause
 * gui.h - the server of the page (docs/gui-api.md): requests, answers, the folder, children. */
#ifndef LAM_GUI_H
#define LAM_GUI_H

#include "laminae/program.h"
#include "laminae.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { GUI_TOKEN = 33, GUI_ADDRESS = 128, GUI_BODY = 16 << 20 };
#define GUI_LONG "run sweep fit infer" /* the commands of jobs */

/* What holds for as long as it serves. Read only after the start, but for what a file keeps for
 * itself. */
typedef struct gui {
    const char *home; /* of the project: its command, its models, the page */
    char *home_owned, *command_owned, *folder_owned; /* ./laminae; the folder that is served */
    json_t *options_owned;                           /* gui_options_read */
    char token[GUI_TOKEN];
    unsigned port;
    bool opens;              /* a browser */
    int claim_fd;            /* gui_claim.c */
    struct gui_queue *queue; /* gui_queue.c */
} gui;

/* A request whose token, host and origin are right. Each has a thread of its own. */
typedef struct gui_request {
    const char *method; /* GET, POST, PUT, DELETE */
    const char *rest;   /* the path behind that of the route, "" or without its first slash */
    const char *body;   /* ends with a null byte that does not count */
    size_t n_body;
    json_t *json;                                               /* of the body; NULL: it is none */
    const char *(*query)(const void *request, const char *key); /* NULL: it is not there */
    const void *connection;
    int socket; /* it is readable, or hung up, once nobody waits for the answer any more */
} gui_request;

/* Zeroed at first. */
typedef struct gui_answer {
    unsigned status; /* of HTTP */
    const char *type;
    char *bytes_owned;
    size_t n;
} gui_answer;

/* Fills the answer. */
typedef void gui_route(gui *g, const gui_request *request, gui_answer *answer);

/* ---- gui_answer.c ---- */

/* Takes `value`; NULL: out of memory. */
void gui_say(gui_answer *answer, json_t *value);
/* Takes `bytes`, malloc's. */
void gui_give(gui_answer *answer, const char *type, char *bytes, size_t n);
/* {"error": line}. */
void gui_refuse(gui_answer *answer, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same of what the library said: 400 of bad input, else 500. */
void gui_refuse_status(gui_answer *answer, lam_status status);

/* ---- gui_claim.c ---- */

/* Makes this the server of the folder. other: the address of the one that is it already, or "". */
lam_status gui_claim(gui *g, char other[GUI_ADDRESS]);
/* Tells those that come later. */
lam_status gui_claim_say(const gui *g, const char *address);
void gui_claim_end(const gui *g);

/* ---- gui_http.c ---- */

/* Serves on 127.0.0.1; a port of 0 is any that is free. LAM_ERR_IO names the port. */
lam_status gui_serve(gui *g);
void gui_end_serving(void);

/* ---- gui_guests.c: connections, by their sockets ---- */

enum { GUI_GUESTS = 512 };

/* Those that have not been let in give way, the oldest first, when there are many. */
void gui_guests_come(int socket);
void gui_guests_let_in(int socket);
void gui_guests_go(int socket);

/* ---- gui_open.c ---- */

/* Shows an address in the user's browser, if there is a desktop. */
void gui_open(const char *address);

/* ---- gui_page.c ---- */

/* The file of the page that has this name; false: there is none. */
bool gui_page_file(const gui *g, const char *name, gui_answer *answer);

/* ---- gui_folder.c ---- */

/* Whether a path stays in the folder: relative, without "..", through no link that leads out. It
 * need not be there. LAM_ERR_INPUT names it. */
lam_status gui_path_check(const gui *g, const char *path);
/* The same below FOLDER: the caller frees *full_out. */
lam_status gui_path_full(const gui *g, const char *path, char **full_out);

/* ---- gui_disk.c ---- */

/* A file as it is, with a null byte behind it that does not count; the caller frees *bytes_out.
 * LAM_ERR_INPUT: there is none, it is no file, or has more than `most` bytes. */
lam_status gui_disk_read(const char *path, size_t most, char **bytes_out, size_t *n_out);
/* The same of its last bytes, up to `most`. */
lam_status gui_disk_read_end(const char *path, size_t most, char **bytes_out, size_t *n_out);
/* Writes a file, whole or not at all. Unless it `replaces`, one that is there is LAM_ERR_IO. */
lam_status gui_disk_write(const char *path, const char *bytes, size_t n, bool replaces);

/* Another name, which must be free; an errno. */
int gui_disk_rename(const char *from, const char *to);

/* ---- gui_child.c: what is soon over ---- */

typedef struct gui_child {
    int status; /* of its exit; 128 and the number of a signal */
    char *output_owned, *errors_owned;
    size_t n_output;
} gui_child;

/* Run words[0] (a path) in the folder until it ends, at most so many seconds, and while somebody
 * waits at the socket. LAM_ERR_IO: it could not be started, or took too long. The caller frees what
 * it said by gui_child_free. */
lam_status gui_child_run(const char *const *words, double most_s, int socket, gui_child *out);
/* No more of them: those that run are ended. */
void gui_child_end_all(void);
void gui_child_free(gui_child *child);

/* ---- gui_options.c: the table of options ---- */

/* [{"name", "value", "commands", "kind", "accepted", "help"}]; empty: it cannot be read. */
json_t *gui_options_read(const gui *g);
/* The kind of an option of a command; NULL: it has none of this name. */
const char *gui_options_kind(const json_t *rows, const char *command, const char *option);

/* ---- gui_words.c: commands ---- */

/* The words of a command: one of `accepted` ("plot analyse"), whose options tools/options.txt has;
 * their files are in the folder. *argv_out ends with NULL, begins with the command's program, and
 * the caller frees it; its texts are the JSON's. `more` (or NULL) come last. */
lam_status gui_words_read(const gui *g, const json_t *words, const char *accepted,
                          const char *const *more, const char ***argv_out);
/* Whether a word is one of those in a text, with blanks between. */
bool gui_is_listed(const char *word, const char *list);
/* Whether a change, PATH=VALUE, names files of the folder alone; LAM_ERR_INPUT: it does not. */
lam_status gui_change_check(const gui *g, const char *change);
/* Appends a blank and a word, quoted as a shell reads it. */
void gui_words_quote(lam_text *line, const char *word);

/* ---- routes ---- */

gui_route gui_lessons;                            /* gui_lessons.c */
gui_route gui_about;                              /* gui_about.c */
gui_route gui_options;                            /* gui_options.c */
gui_route gui_network, gui_accepted, gui_events;  /* gui_network.c, gui_events.c */
gui_route gui_shape, gui_differences;             /* gui_shape.c, gui_differences.c */
gui_route gui_figure, gui_answer_text, gui_write; /* gui_command.c */
gui_route gui_jobs, gui_state;                    /* gui_jobs.c */
gui_route gui_results, gui_files, gui_page_state; /* gui_results.c, gui_files.c, gui_keep.c */

/* gui_spec.c: HDF5 is not made for threads: what reads such files is done by one at a time. */
void gui_lock_hdf5(void);
void gui_unlock_hdf5(void);
/* The network of a spec; the caller destroys it. Not within a lock. */
lam_status gui_spec_open(const gui *g, const json_t *spec, lam_network **network_out);
/* gui_differences.c: [[path, value of a, value of b, unit]]. The caller drops it. */
lam_status gui_differences_find(const gui *g, const json_t *spec_a, const json_t *spec_b,
                                json_t **rows_out);
/* gui_network.c: [[path, value, unit]] of what can be changed. The caller drops it. */
lam_status gui_paths(const lam_network *network, json_t **rows_out);

#endif
