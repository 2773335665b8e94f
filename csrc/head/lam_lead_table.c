/* SPDX-License-Identifier: BSD-3-Clause
 * lam_lead_table.c - reading leads of sensors, which another program has computed for a head of any
 * shape, from a text file or an HDF5 file. */
#include "base/lam_file_impl.h"
#include "base/lam_number_impl.h"
#include "base/lam_status_impl.h"
#include "base/lam_text_impl.h"

#include <hdf5.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SENSORS = 10000, MAX_NAME = 63, MAX_FILE = 1 << 24, SHOWN = 64 }; /* bytes */

#define ACCEPTED_UNITS "uV/nAm, V/(A m), fT/nAm, T/(A m)"
#define ACCEPTED_FILE  "a text or HDF5 file with the lead of each sensor"

/* V/(A m) = 1e6 uV/1e9 nAm; T/(A m) = 1e15 fT/1e9 nAm. Without spaces, stars, brackets. */
static const struct {
    const char *spelled, *units;
    double factor;
} known_units[] = {
    {"uV/nAm", "uV/nAm", 1},
    {"V/Am", "uV/nAm", 1e-3},
    {"fT/nAm", "fT/nAm", 1},
    {"T/Am", "fT/nAm", 1e6},
};

typedef struct reading {
    const char *path;
    lam_lead_table table;
    size_t n_leads_held, n_names_held;
    double factor; /* from the file's unit to the table's */
} reading;

void lam_lead_table_free(lam_lead_table *table) {
    for (size_t i = 0; i < table->n && table->names != NULL; i++) {
        free(table->names[i]);
    }
    free(table->names);
    free(table->leads);
    *table = (lam_lead_table){.n = 0};
}

/* `place`: a line, or a path in the file. */
static lam_status take_units(reading *reader, const char *place, const char *text) {
    char spelled[16] = "";
    size_t n = 0;
    for (const char *c = text; *c != '\0' && n < sizeof spelled - 1; c++) {
        if (strchr(" \t\r*()", *c) == NULL) {
            spelled[n++] = *c;
        }
    }
    for (size_t i = 0; i < sizeof known_units / sizeof known_units[0]; i++) {
        if (strcmp(spelled, known_units[i].spelled) == 0) {
            reader->table.units = known_units[i].units;
            reader->factor = known_units[i].factor;
            return LAM_OK;
        }
    }
    return lam_fail(LAM_ERR_INPUT, "%s: %s: units \"%.*s\"; accepted: " ACCEPTED_UNITS,
                    reader->path, place, SHOWN, text);
}

/* ---- sensors ---- */

static lam_status check_name(const reading *reader, const char *place, const char *name) {
    const lam_lead_table *table = &reader->table;
    size_t length = strlen(name);
    bool good = length > 0 && length <= MAX_NAME && lam_text_is_utf8(name);
    for (size_t i = 0; i < length; i++) {
        good = good && (unsigned char)name[i] >= ' ' && name[i] != 0x7f;
    }
    if (!good) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %s: sensor \"%.*s\"; accepted: a name of at most %d bytes that can "
                        "be printed, in UTF-8",
                        reader->path, place, SHOWN, name, MAX_NAME);
    }
    for (size_t i = 0; i < table->n; i++) {
        if (strcmp(table->names[i], name) == 0) {
            return lam_fail(LAM_ERR_INPUT,
                            "%s: %s: a second sensor \"%s\"; accepted: names that differ",
                            reader->path, place, name);
        }
    }
    return LAM_OK;
}

/* Add a sensor; name NULL: it has none. */
static lam_status take_sensor(reading *reader, const char *place, const char *name,
                              const double lead[3]) {
    lam_lead_table *table = &reader->table;
    if (table->n == MAX_SENSORS) {
        return lam_fail(LAM_ERR_INPUT, "%s: %s: one more sensor; accepted: at most %d",
                        reader->path, place, MAX_SENSORS);
    }
    if (table->n > 0 && (table->names != NULL) != (name != NULL)) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %s: a sensor %s name; accepted: a name for every sensor, or for none",
                        reader->path, place, name != NULL ? "with a" : "without a");
    }
    for (size_t k = 0; k < 3; k++) {
        if (!isfinite(lead[k]) || !isfinite(reader->factor * lead[k])) {
            return lam_fail(LAM_ERR_INPUT, "%s: %s: %g; accepted: finite numbers", reader->path,
                            place, lead[k]);
        }
    }
    if (name != NULL) {
        LAM_TRY(check_name(reader, place, name));
    }
    LAM_GROW(table->leads, 3 * (table->n + 1), &reader->n_leads_held);
    if (name != NULL) {
        LAM_GROW(table->names, table->n + 1, &reader->n_names_held);
        table->names[table->n] = strdup(name);
        if (table->names[table->n] == NULL) {
            return lam_fail(LAM_ERR_MEMORY, "out of memory: a sensor's name");
        }
    }
    for (size_t k = 0; k < 3; k++) {
        table->leads[3 * table->n + k] = reader->factor * lead[k];
    }
    table->n++;
    return LAM_OK;
}

/* ---- text ---- */

/* A line's first words, each ended by a NUL; returns how many there are, at most `most`. */
static size_t split(char *line, size_t most, char *words_out[]) {
    size_t n = 0;
    for (char *word = line + strspn(line, " \t\r"); *word != '\0' && n < most;) {
        size_t length = strcspn(word, " \t\r");
        char *next = word + length + strspn(word + length, " \t\r");
        word[length] = '\0';
        words_out[n++] = word;
        word = next;
    }
    return n;
}

static lam_status take_row(reading *reader, const char *place, char *row) {
    char shown[SHOWN + 1], *words[5];
    snprintf(shown, sizeof shown, "%s", row);
    size_t n = split(row, 5, words);
    bool good = n == 3 || n == 4;
    double lead[3];
    for (size_t k = 0; k < 3 && good; k++) {
        good = lam_number_read(words[n - 3 + k], "", &lead[k], NULL);
    }
    if (!good) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %s: \"%s\": accepted: three numbers, with or without a name before "
                        "them",
                        reader->path, place, shown);
    }
    return take_sensor(reader, place, n == 4 ? words[0] : NULL, lead);
}

/* The first line that is no comment: units UNIT. */
static lam_status take_header(reading *reader, const char *place, const char *line) {
    static const char key[] = "units";
    const char *units = line + strlen(key);
    if (strncmp(line, key, strlen(key)) != 0 || strchr(" \t:", *units) == NULL) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: %s: \"%.*s\": accepted: before all sensors a line \"units UNIT\", one "
                        "of " ACCEPTED_UNITS,
                        reader->path, place, SHOWN, line);
    }
    return take_units(reader, place, units + (*units == ':'));
}

static lam_status take_lines(reading *reader, char *text) {
    size_t number = 1;
    for (char *line = text, *next; line != NULL; line = next, number++) {
        char place[32];
        next = strchr(line, '\n');
        if (next != NULL) {
            *next++ = '\0';
        }
        snprintf(place, sizeof place, "line %zu", number);
        line += strspn(line, " \t\r");
        if (*line != '\0' && *line != '#') {
            LAM_TRY(reader->table.units == NULL ? take_header(reader, place, line)
                                                : take_row(reader, place, line));
        }
    }
    return LAM_OK;
}

static lam_status read_text(reading *reader) {
    FILE *file = NULL;
    LAM_TRY(lam_file_open(reader->path, ACCEPTED_FILE, MAX_FILE, &file));
    long length = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    rewind(file);
    size_t most = length > 0 ? (size_t)length : 0;
    char *text = lam_alloc(most + 1, 1);
    size_t size = text == NULL ? 0 : fread(text, 1, most, file);
    bool is_read = length >= 0 && ferror(file) == 0;
    fclose(file);
    lam_status status = LAM_ERR_MEMORY;
    if (text != NULL && (!is_read || strlen(text) != size)) {
        status = lam_fail(LAM_ERR_INPUT, "%s: %s; accepted: " ACCEPTED_FILE, reader->path,
                          is_read ? "holds a byte 0" : "cannot be read");
    } else if (text != NULL) {
        status = take_lines(reader, text);
    }
    free(text);
    return status;
}

/* ---- HDF5 ---- */

/* What has to be closed and freed when the file has been read. */
typedef struct hdf5_reading {
    hid_t file, leads, names, units; /* below 0: not open */
    double *values;
    char *texts;
} hdf5_reading;

enum { EACH = MAX_NAME + 2, MAX_FIXED = 4096 }; /* bytes of a name: one too long can be told */

/* Close a space. Whether it has so many dimensions, and their sizes. */
static bool has_extents(hid_t space, int n_dimensions, hsize_t extents_out[]) {
    bool has = space >= 0 && H5Sget_simple_extent_ndims(space) == n_dimensions &&
               H5Sget_simple_extent_dims(space, extents_out, NULL) == n_dimensions;
    if (space >= 0) {
        H5Sclose(space);
    }
    return has;
}

/* The type's class; H5T_NO_CLASS: there is none. *size_out is the bytes of a text, 0 if its length
 * varies. */
static H5T_class_t class_of(hid_t type, size_t *size_out) {
    H5T_class_t class = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
    *size_out = class == H5T_STRING && H5Tis_variable_str(type) == 0 ? H5Tget_size(type) : 0;
    return class;
}

/* Remove what fills up a text of a fixed length. */
static void trim(char *text) {
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    text[length] = '\0';
}

/* The attribute `units` of the leads. */
static lam_status take_units_hdf5(reading *reader, hdf5_reading *open) {
    static const char place[] = "/lead_field: attribute units";
    char text[MAX_NAME + 1] = "", *held = NULL;
    open->units = H5Aopen(open->leads, "units", H5P_DEFAULT);
    hid_t type = open->units < 0 ? -1 : H5Aget_type(open->units);
    hid_t space = open->units < 0 ? -1 : H5Aget_space(open->units);
    size_t size;
    bool is_read = class_of(type, &size) == H5T_STRING && size <= MAX_NAME && space >= 0 &&
                   H5Sget_simple_extent_npoints(space) == 1;
    if (is_read && size > 0) {
        is_read = H5Aread(open->units, type, text) >= 0;
    } else if (is_read) {
        is_read = H5Aread(open->units, type, &held) >= 0 && held != NULL;
        snprintf(text, sizeof text, "%s", is_read ? held : "");
        H5free_memory(held);
    }
    if (space >= 0) {
        H5Sclose(space);
    }
    if (type >= 0) {
        H5Tclose(type);
    }
    return is_read ? take_units(reader, place, text)
                   : lam_fail(LAM_ERR_INPUT, "%s: %s: no text; accepted: " ACCEPTED_UNITS,
                              reader->path, place);
}

static lam_status read_leads(const reading *reader, hdf5_reading *open, size_t *n_out) {
    hsize_t extents[2] = {0, 0};
    size_t size;
    hid_t type = open->leads < 0 ? -1 : H5Dget_type(open->leads);
    H5T_class_t class = class_of(type, &size);
    if (type >= 0) {
        H5Tclose(type);
    }
    if (open->leads < 0 || (class != H5T_FLOAT && class != H5T_INTEGER) ||
        !has_extents(H5Dget_space(open->leads), 2, extents) || extents[1] != 3 ||
        extents[0] > MAX_SENSORS) {
        return lam_fail(LAM_ERR_INPUT,
                        "%s: /lead_field: accepted: a dataset [n, 3] of numbers, n at most %d",
                        reader->path, MAX_SENSORS);
    }
    open->values = lam_alloc((size_t)extents[0], 3 * sizeof *open->values);
    if (open->values == NULL) {
        return LAM_ERR_MEMORY;
    }
    if (H5Dread(open->leads, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, open->values) < 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: /lead_field: cannot be read; accepted: numbers",
                        reader->path);
    }
    *n_out = (size_t)extents[0];
    return LAM_OK;
}

/* Read n names into open->texts, EACH bytes for each name. */
static lam_status read_names(const reading *reader, hdf5_reading *open, size_t n) {
    hsize_t n_names = 0;
    size_t size = 0;
    hid_t type = H5Dget_type(open->names);
    char *fixed = NULL;
    bool is_read = class_of(type, &size) == H5T_STRING && size <= MAX_FIXED &&
                   has_extents(H5Dget_space(open->names), 1, &n_names) && n_names == n;
    open->texts = lam_alloc(n, EACH);
    fixed = open->texts == NULL ? NULL : lam_alloc(n, size > 0 ? size : sizeof(char *));
    if (fixed != NULL && is_read) {
        is_read = H5Dread(open->names, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, fixed) >= 0;
        for (size_t i = 0; i < n && is_read; i++) {
            char *const *varying = (char *const *)(void *)fixed;
            const char *from = size > 0 ? fixed + i * size : varying[i];
            size_t most = size > 0 && size < EACH - 1 ? size : EACH - 1;
            snprintf(open->texts + i * EACH, EACH, "%.*s", (int)most, from == NULL ? "" : from);
            trim(open->texts + i * EACH);
        }
    }
    if (fixed != NULL && is_read && size == 0) {
        hid_t space = H5Dget_space(open->names);
        H5Dvlen_reclaim(type, space, H5P_DEFAULT, fixed);
        H5Sclose(space);
    }
    if (type >= 0) {
        H5Tclose(type);
    }
    bool is_out = fixed == NULL;
    free(fixed);
    if (is_out) {
        return LAM_ERR_MEMORY;
    }
    return is_read ? LAM_OK
                   : lam_fail(LAM_ERR_INPUT,
                              "%s: /names: accepted: a list of %zu texts, as many as sensors",
                              reader->path, n);
}

static lam_status take_sensors_hdf5(reading *reader, hdf5_reading *open) {
    size_t n = 0;
    LAM_TRY(read_leads(reader, open, &n));
    LAM_TRY(take_units_hdf5(reader, open));
    if (H5Lexists(open->file, "names", H5P_DEFAULT) > 0) {
        open->names = H5Dopen2(open->file, "names", H5P_DEFAULT);
        LAM_TRY(read_names(reader, open, n));
    }
    for (size_t i = 0; i < n; i++) {
        char place[48];
        snprintf(place, sizeof place, "/lead_field: row %zu", i);
        const char *name = open->texts == NULL ? NULL : open->texts + i * EACH;
        LAM_TRY(take_sensor(reader, place, name, open->values + 3 * i));
    }
    return LAM_OK;
}

static lam_status read_hdf5(reading *reader) {
    H5dont_atexit(); /* as in lam_results_create */
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    hdf5_reading open = {.leads = -1, .names = -1, .units = -1};
    open.file = H5Fopen(reader->path, H5F_ACC_RDONLY, H5P_DEFAULT);
    if (open.file < 0) {
        return lam_fail(LAM_ERR_INPUT, "%s: cannot be opened; accepted: " ACCEPTED_FILE,
                        reader->path);
    }
    open.leads = H5Dopen2(open.file, "lead_field", H5P_DEFAULT);
    lam_status status = take_sensors_hdf5(reader, &open);
    if (open.units >= 0) {
        H5Aclose(open.units);
    }
    if (open.names >= 0) {
        H5Dclose(open.names);
    }
    if (open.leads >= 0) {
        H5Dclose(open.leads);
    }
    H5Fclose(open.file);
    free(open.values);
    free(open.texts);
    return status;
}

lam_status lam_lead_table_read(const char *path, lam_lead_table *table_out) {
    reading reader = {.path = path};
    lam_status status = lam_file_is_hdf5(path) ? read_hdf5(&reader) : read_text(&reader);
    if (status == LAM_OK && reader.table.n == 0) {
        status = lam_fail(LAM_ERR_INPUT, "%s: no sensor; accepted: " ACCEPTED_FILE, path);
    }
    if (status != LAM_OK) {
        lam_lead_table_free(&reader.table);
        return status;
    }
    *table_out = reader.table;
    return LAM_OK;
}
