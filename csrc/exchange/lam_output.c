/* SPDX-License-Identifier: BSD-3-Clause
 * lam_output.c - files that appear together, whole, or not at all, and in the place of nothing that
 * is not of their kind. */
#include "exchange/lam_output_impl.h"

#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MARK = 64 }; /* bytes by which a file without lines is known */

static lam_status fail(const char *path, int error) {
    return lam_fail(lam_kind_of(error),
                    "cannot write '%s': %s; accepted: a file that can be written", path,
                    strerror(error));
}

static char *join(const char *folder, const char *between, const char *name) {
    size_t size = strlen(folder) + strlen(between) + strlen(name) + 1;
    char *path = lam_alloc(size, 1);
    if (path != NULL) {
        lam_format(path, size, "%s%s%s", folder, between, name);
    }
    return path;
}

/* ---- one ---- */

static void flush(lam_output *output) {
    if (output->error == 0) {
        output->error = lam_file_write_at(output->fd, output->buffer, output->n_held,
                                          output->size - output->n_held);
    }
    output->n_held = 0;
}

void lam_output_put(lam_output *output, const void *bytes, size_t n) {
    for (const char *from = bytes; n > 0;) {
        size_t room = sizeof output->buffer - output->n_held, here = n < room ? n : room;
        memcpy(output->buffer + output->n_held, from, here);
        output->n_held += here;
        output->size += here;
        from += here;
        n -= here;
        if (output->n_held == sizeof output->buffer) {
            flush(output);
        }
    }
}

void lam_output_put_at(lam_output *output, const void *bytes, size_t n, size_t offset) {
    flush(output);
    if (output->error == 0) {
        output->error = lam_file_write_at(output->fd, bytes, n, offset);
    }
}

void lam_output_text(lam_output *output, const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    int n = lam_format_list(text, sizeof text, format, arguments);
    va_end(arguments);
    if (n < 0 || (size_t)n >= sizeof text) {
        output->error = output->error == 0 ? ENAMETOOLONG : output->error;
    } else {
        lam_output_put(output, text, (size_t)n);
    }
}

void lam_output_number(lam_output *output, double number) {
    char text[LAM_NUMBER_TEXT];
    lam_output_put(output, text, lam_number_text(number, text));
}

/* ---- all ---- */

/* One that is there already, whatever it is, is left as it is. */
static lam_status make_folder(lam_outputs *outputs, const char *path) {
    LAM_GROW(outputs->made_owned, outputs->n_made + 1, &outputs->n_made_held);
    char *copy = join(path, "", "");
    if (copy == NULL) {
        return LAM_ERR_MEMORY;
    }
    if (mkdir(path, 0777) == 0) {
        outputs->made_owned[outputs->n_made++] = copy;
        return LAM_OK;
    }
    int error = errno;
    free(copy);
    return error == EEXIST ? LAM_OK
                           : lam_fail(lam_kind_of(error), "--out: '%s': %s; accepted: a folder",
                                      path, strerror(error));
}

lam_status lam_outputs_open(const char *place, const char *ending, const char *foreign, bool force,
                            lam_outputs *outputs_out) {
    size_t length = strlen(place), n = ending == NULL ? 0 : strlen(ending);
    struct stat there;
    bool is_always = n > 0 && ending[0] == '/';
    *outputs_out = (lam_outputs){.place = place, .foreign = foreign, .force = force};
    outputs_out->is_folder =
        ending != NULL && (is_always || length <= n || strcmp(place + length - n, ending) != 0);
    if (!outputs_out->is_folder) {
        return lam_file_check_place(place, "export", NULL);
    }
    LAM_TRY(make_folder(outputs_out, place));
    if (stat(place, &there) != 0 || !S_ISDIR(there.st_mode)) {
        return lam_fail(LAM_ERR_INPUT, "--out: '%s': %s; accepted: a folder%s%s", place,
                        strerror(EEXIST), is_always ? "" : ", or a file that ends in ",
                        is_always ? "" : ending);
    }
    char *results = join(place, "/", "results.h5");
    bool has_results = results != NULL && access(results, F_OK) == 0;
    free(results);
    return has_results ? lam_fail(LAM_ERR_INPUT,
                                  "--out: '%s': holds the results of a run; accepted: another "
                                  "folder",
                                  place)
                       : LAM_OK;
}

/* Of a name as lam_outputs_add takes it. */
static char *find_path(const lam_outputs *outputs, const char *name) {
    const char *place = outputs->place, *ending = strrchr(place, '.');
    if (outputs->is_folder) {
        return join(place, "/", name);
    }
    char *path = join(place, "", name[0] == '.' ? name : "");
    if (path != NULL && name[0] == '.' && ending != NULL) {
        strcpy(path + (ending - place), name);
    }
    return path;
}

/* The folders between the place and the file. */
static lam_status make_folders(lam_outputs *outputs, char *path) {
    lam_status status = LAM_OK;
    char *slash = strchr(path + strlen(outputs->place) + 1, '/');
    while (slash != NULL && status == LAM_OK) {
        *slash = '\0';
        status = make_folder(outputs, path);
        *slash = '/';
        slash = strchr(slash + 1, '/');
    }
    return status;
}

static lam_status open_part(lam_outputs *outputs, lam_output *output, const char *name) {
    char process[48];
    lam_format(process, sizeof process, "%ld.part", (long)getpid());
    output->path_owned = find_path(outputs, name);
    output->part_owned = output->path_owned == NULL ? NULL : join(output->path_owned, ".", process);
    output->old_owned =
        output->path_owned == NULL ? NULL : join(output->path_owned, ".old.", process);
    if (output->part_owned == NULL || output->old_owned == NULL) {
        return LAM_ERR_MEMORY;
    }
    LAM_TRY(outputs->is_folder ? make_folders(outputs, output->path_owned) : LAM_OK);
    LAM_TRY(lam_file_check_place(output->path_owned, "export", NULL));
    output->fd = open(output->part_owned, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    return output->fd >= 0 ? LAM_OK : fail(output->path_owned, errno);
}

lam_status lam_outputs_add(lam_outputs *outputs, const char *name, lam_output **output_out) {
    LAM_GROW(outputs->all_owned, outputs->n + 1, &outputs->n_held);
    lam_output *output = lam_alloc(1, sizeof *output);
    if (output == NULL) {
        return LAM_ERR_MEMORY;
    }
    output->fd = -1;
    outputs->all_owned[outputs->n++] = output;
    LAM_TRY(open_part(outputs, output, name));
    *output_out = output;
    return LAM_OK;
}

/* Writes the rest. */
static lam_status finish(lam_output *output) {
    flush(output);
    if (output->error == 0 && fsync(output->fd) != 0) {
        output->error = errno;
    }
    if (close(output->fd) != 0 && output->error == 0) {
        output->error = errno;
    }
    output->fd = -1;
    return output->error == 0 ? LAM_OK : fail(output->path_owned, output->error);
}

/* The first line, or so many bytes. */
static size_t read_mark(const char *path, char mark[MARK]) {
    FILE *file = fopen(path, "rb");
    size_t n = file == NULL ? 0 : fread(mark, 1, MARK, file);
    const char *end = memchr(mark, '\n', n);
    if (file != NULL) {
        fclose(file);
    }
    return end == NULL ? n : (size_t)(end - mark) + 1;
}

/* Is what has an output's name an earlier one? */
static bool is_earlier(const lam_output *output) {
    char ours[MARK + 1] = "", theirs[MARK];
    if (output->is_ours != NULL) {
        return output->is_ours(output->path_owned);
    }
    size_t n = read_mark(output->part_owned, ours);
    return read_mark(output->path_owned, theirs) == n && memcmp(ours, theirs, n) == 0;
}

static lam_status check_place(const lam_outputs *outputs, const lam_output *output) {
    if (outputs->foreign != NULL && lam_file_is_same(output->path_owned, outputs->foreign)) {
        return lam_fail(LAM_ERR_INPUT, "cannot write '%s': is what is read; accepted: another file",
                        output->path_owned);
    }
    bool is_like = is_earlier(output->witness != NULL ? output->witness : output);
    /* A beginning that no file has: what is there is refused, unless it is empty. */
    return lam_file_check_place(output->path_owned, "export",
                                outputs->force || is_like ? NULL : "\x01\x02 of nobody");
}

/* The first n are again what they were, unless the disk could not keep it. */
static lam_status put_back(const lam_outputs *outputs, size_t n, int error) {
    const char *path = outputs->all_owned[n]->path_owned, *first = NULL;
    size_t n_new = 0;
    for (size_t i = n; i-- > 0;) {
        const lam_output *output = outputs->all_owned[i];
        bool is_back = (output->has_old && rename(output->old_owned, output->path_owned) == 0) ||
                       (output->was_free && unlink(output->path_owned) == 0);
        first = is_back ? first : output->path_owned;
        n_new += is_back ? 0 : 1;
    }
    return n_new == 0 ? fail(path, error)
                      : lam_fail(lam_kind_of(error),
                                 "cannot write '%s': %s; %zu files are new, '%s' first; accepted: "
                                 "files that can be written",
                                 path, strerror(error), n_new, first);
}

/* Gives all their names, or none: meanwhile what has such a name keeps another one. */
static lam_status name_all(const lam_outputs *outputs) {
    for (size_t i = 0; i < outputs->n; i++) {
        lam_output *output = outputs->all_owned[i];
        unlink(output->old_owned);
        output->has_old = link(output->path_owned, output->old_owned) == 0;
        output->was_free = !output->has_old && errno == ENOENT;
        if (rename(output->part_owned, output->path_owned) != 0) {
            return put_back(outputs, i, errno);
        }
    }
    return LAM_OK;
}

static void release(lam_output *output, bool is_named) {
    if (output->fd >= 0) {
        close(output->fd);
    }
    if (output->part_owned != NULL && !is_named) {
        unlink(output->part_owned);
    }
    if (output->has_old) {
        unlink(output->old_owned);
    }
    free(output->path_owned);
    free(output->part_owned);
    free(output->old_owned);
    free(output);
}

lam_status lam_outputs_close(lam_outputs *outputs, bool is_kept) {
    lam_status status = LAM_OK;
    for (size_t i = 0; i < outputs->n && is_kept && status == LAM_OK; i++) {
        status = finish(outputs->all_owned[i]);
        status = status == LAM_OK ? check_place(outputs, outputs->all_owned[i]) : status;
    }
    status = is_kept && status == LAM_OK ? name_all(outputs) : status;
    bool is_named = is_kept && status == LAM_OK && outputs->n > 0;
    for (size_t i = 0; i < outputs->n; i++) {
        release(outputs->all_owned[i], is_named);
    }
    free(outputs->all_owned);
    while (outputs->n_made > 0) {
        char *folder = outputs->made_owned[--outputs->n_made];
        if (!is_named) {
            rmdir(folder); /* unless something is in it */
        }
        free(folder);
    }
    free(outputs->made_owned);
    *outputs = (lam_outputs){.n = 0};
    return status;
}
