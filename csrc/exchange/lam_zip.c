/* SPDX-License-Identifier: BSD-3-Clause
 * lam_zip.c - an archive of arrays, as numpy.load reads it: headers of .npy (NumPy Enhancement
 * Proposal 1) in a zip file without compression, each entry with ZIP64's sizes (APPNOTE 6.3.3). */
#include "exchange/lam_zip_impl.h"

#include "base/lam_number_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { EXTRA = 20, CENTRAL_EXTRA = 28, ZIP64_END = 56, CRC_AT = 14, NAME_AT = 30, NPY_ALIGN = 64 };

/* Numbers one behind the other, each in so many bytes. */
typedef struct word {
    uint64_t value;
    size_t n;
} word;

static void put_words(lam_output *output, size_t n, const word *words) {
    unsigned char bytes[8];
    for (size_t i = 0; i < n; i++) {
        lam_little(words[i].value, words[i].n, bytes);
        lam_output_put(output, bytes, words[i].n);
    }
}

#define PUT(output, ...)                                                                           \
    put_words(output, sizeof((const word[]){__VA_ARGS__}) / sizeof(word),                          \
              (const word[]){__VA_ARGS__})

/* Version 4.5, UTF-8 names, stored, 1 January 1980. */
#define HOW                                                                                        \
    {45, 2}, {0x800, 2}, {0, 2}, {0, 2}, {                                                         \
        0x21, 2                                                                                    \
    }

/* ---- one array ---- */

/* The checksum of the last one is known at its end. */
static void finish(lam_zip *zip) {
    unsigned char bytes[4];
    if (zip->n > 0) {
        const lam_zip_member *last = &zip->members_owned[zip->n - 1];
        lam_little(last->crc, sizeof bytes, bytes);
        lam_output_put_at(zip->output, bytes, sizeof bytes, last->offset + CRC_AT);
    }
}

static size_t item_size(const char *type) {
    double size = 0;
    lam_number_read(type + 2, "", &size, NULL);
    return (type[1] == 'U' ? 4 : 1) * (size_t)size;
}

/* The header of an array, a multiple of 64 bytes long. */
static size_t make_header(const char *type, size_t n_sizes, const size_t *sizes, char text[512]) {
    static const char magic[] = "\x93NUMPY\x01";
    const size_t begin = 10; /* magic, version 1.0, length */
    int n =
        lam_format(text + begin, 256, "{'descr': '%s', 'fortran_order': False, 'shape': (", type);
    for (size_t i = 0; i < n_sizes; i++) {
        n += lam_format(text + begin + n, 32, i + 1 < n_sizes ? "%zu, " : "%zu,", sizes[i]);
    }
    n += lam_format(text + begin + n, 32, "), }");
    size_t length = (begin + (size_t)n + NPY_ALIGN) / NPY_ALIGN * NPY_ALIGN;
    memset(text + begin + n, ' ', length - begin - (size_t)n);
    text[length - 1] = '\n';
    memcpy(text, magic, sizeof magic);
    lam_little(length - begin, 2, (unsigned char *)text + sizeof magic);
    return length;
}

lam_status lam_zip_begin(lam_zip *zip, const char *name, const char *type, size_t n_sizes,
                         const size_t *sizes) {
    char file[300], header[512];
    size_t length = make_header(type, n_sizes, sizes, header), size = length;
    size_t n_items = 1;
    for (size_t i = 0; i < n_sizes; i++) {
        n_items *= sizes[i];
    }
    size += n_items * item_size(type);
    finish(zip);
    LAM_GROW(zip->members_owned, zip->n + 1, &zip->n_held);
    lam_format(file, sizeof file, "%s.npy", name);
    lam_zip_member *member = &zip->members_owned[zip->n];
    *member = (lam_zip_member){strdup(file), zip->output->size, size, 0};
    if (member->name_owned == NULL) {
        return lam_fail(LAM_ERR_MEMORY, "out of memory");
    }
    zip->n++;
    PUT(zip->output, {0x04034b50, 4}, HOW, {0, 4}, {UINT32_MAX, 4}, {UINT32_MAX, 4},
        {strlen(file), 2}, {EXTRA, 2});
    lam_output_text(zip->output, "%s", file);
    PUT(zip->output, {1, 2}, {16, 2}, {size, 8}, {size, 8});
    lam_zip_put(zip, header, length);
    return LAM_OK;
}

void lam_zip_put(lam_zip *zip, const void *bytes, size_t n) {
    const size_t most = 1 << 30;
    lam_zip_member *member = &zip->members_owned[zip->n - 1];
    for (const unsigned char *from = bytes; n > 0;) {
        size_t here = n < most ? n : most;
        member->crc = (uint32_t)crc32(member->crc, from, (uInt)here);
        lam_output_put(zip->output, from, here);
        from += here;
        n -= here;
    }
}

bool lam_zip_begins(const char *path, const char *name) {
    char begin[NAME_AT + 300], wanted[300];
    size_t length = (size_t)lam_format(wanted, sizeof wanted, "%s.npy", name);
    FILE *file = fopen(path, "rb");
    size_t n = file == NULL ? 0 : fread(begin, 1, sizeof begin, file);
    if (file != NULL) {
        fclose(file);
    }
    return n >= NAME_AT + length && memcmp(begin, "PK\x03\x04", 4) == 0 &&
           memcmp(begin + NAME_AT, wanted, length) == 0;
}

/* ---- whole arrays ---- */

lam_status lam_zip_numbers(lam_zip *zip, const char *name, size_t n, const double *values) {
    LAM_TRY(lam_zip_begin(zip, name, "<f8", 1, &n));
    lam_zip_put(zip, values, n * sizeof *values);
    return LAM_OK;
}

lam_status lam_zip_integers(lam_zip *zip, const char *name, size_t n, const double *values) {
    LAM_TRY(lam_zip_begin(zip, name, "<i8", 1, &n));
    for (size_t i = 0; i < n; i++) {
        int64_t value = (int64_t)values[i];
        lam_zip_put(zip, &value, sizeof value);
    }
    return LAM_OK;
}

lam_status lam_zip_texts(lam_zip *zip, const char *name, size_t n, const char *const *texts) {
    char type[32];
    size_t most = 1;
    for (size_t i = 0; i < n; i++) {
        most = strlen(texts[i]) > most ? strlen(texts[i]) : most;
    }
    lam_format(type, sizeof type, "<U%zu", most);
    LAM_TRY(lam_zip_begin(zip, name, type, 1, &n));
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(texts[i]);
        for (size_t k = 0; k < most; k++) {
            unsigned char c = k < length ? (unsigned char)texts[i][k] : 0;
            uint32_t letter = c < 128 ? c : '?';
            lam_zip_put(zip, &letter, sizeof letter);
        }
    }
    return LAM_OK;
}

/* ---- the end ---- */

void lam_zip_end(lam_zip *zip) {
    lam_output *output = zip->output;
    finish(zip);
    size_t begin = output->size;
    for (size_t i = 0; i < zip->n; i++) {
        const lam_zip_member *member = &zip->members_owned[i];
        PUT(output, {0x02014b50, 4}, {45, 2}, HOW, {member->crc, 4}, {UINT32_MAX, 4},
            {UINT32_MAX, 4}, {strlen(member->name_owned), 2}, {CENTRAL_EXTRA, 2}, {0, 2}, {0, 2},
            {0, 2}, {0, 4}, {UINT32_MAX, 4});
        lam_output_text(output, "%s", member->name_owned);
        PUT(output, {1, 2}, {24, 2}, {member->size, 8}, {member->size, 8}, {member->offset, 8});
    }
    size_t end = output->size, size = end - begin;
    PUT(output, {0x06064b50, 4}, {ZIP64_END - 12, 8}, {45, 2}, {45, 2}, {0, 4}, {0, 4}, {zip->n, 8},
        {zip->n, 8}, {size, 8}, {begin, 8});
    PUT(output, {0x07064b50, 4}, {0, 4}, {end, 8}, {1, 4});
    PUT(output, {0x06054b50, 4}, {0, 2}, {0, 2}, {UINT16_MAX, 2}, {UINT16_MAX, 2}, {UINT32_MAX, 4},
        {UINT32_MAX, 4}, {0, 2});
}

void lam_zip_free(lam_zip *zip) {
    for (size_t i = 0; i < zip->n; i++) {
        free(zip->members_owned[i].name_owned);
    }
    free(zip->members_owned);
    *zip = (lam_zip){.n = 0};
}
