/* SPDX-License-Identifier: BSD-3-Clause
 * plot_text.c - the text that gnuplot draws: settings, blocks of columns. */
#include "plot.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* ---- settings ---- */

static void begin_setting(plot_figure *figure) {
    if (figure->n_panels == 0) {
        lam_text_add(&figure->text, "#= ");
    } else {
        lam_text_add(&figure->text, "#%zu= ", figure->n_panels);
    }
}

/* A text whose letters all are such that a picture may hold them, in XML, too; those that are
 * `special` get another letter before them. */
static void add_letters(lam_text *text, const char *word, const char *special, char before) {
    bool is_utf8 = lam_text_is_utf8(word);
    for (const char *c = word; *c != '\0'; c++) {
        bool is_control = (unsigned char)*c < ' ' || *c == '\x7F';
        bool is_foreign = !is_utf8 && (unsigned char)*c >= 0x80;
        if (strncmp(c, "\xEF\xBF\xBE", 3) == 0 || strncmp(c, "\xEF\xBF\xBF", 3) == 0) {
            lam_text_add(text, "?"); /* no letters */
            c += 2;
            continue;
        }
        if (strchr(special, *c) != NULL) {
            lam_text_add(text, "%c", before);
        }
        lam_text_add(text, "%c", is_control ? ' ' : is_foreign ? '?' : *c);
    }
}

/* As gnuplot reads it in single quotes. */
static void add_literal(lam_text *text, const char *word) {
    lam_text_add(text, "'");
    add_letters(text, word, "'", '\'');
    lam_text_add(text, "'");
}

void plot_number(plot_figure *figure, const char *name, double value) {
    begin_setting(figure);
    lam_text_add(&figure->text, isnan(value) ? "%s = NaN\n" : "%s = %.10g + 0.0\n", name, value);
}

void plot_count(plot_figure *figure, const char *name, size_t value) {
    begin_setting(figure);
    lam_text_add(&figure->text, "%s = %zu\n", name, value);
}

void plot_word(plot_figure *figure, const char *name, const char *text) {
    begin_setting(figure);
    lam_text_add(&figure->text, "%s = ", name);
    add_literal(&figure->text, text);
    lam_text_add(&figure->text, "\n");
}

/* gnuplot has no array of length 0. */
static void begin_list(plot_figure *figure, const char *name, size_t n) {
    begin_setting(figure);
    lam_text_add(&figure->text, "array %s[%zu]\n", name, n == 0 ? 1 : n);
}

void plot_words(plot_figure *figure, const char *name, size_t n, const char *const *texts) {
    begin_list(figure, name, n);
    for (size_t i = 0; i < n && texts != NULL; i++) {
        char element[PLOT_NAME];
        lam_format(element, sizeof element, "%s[%zu]", name, i + 1);
        plot_word(figure, element, texts[i]);
    }
}

void plot_numbers(plot_figure *figure, const char *name, size_t n, const double *values) {
    begin_list(figure, name, n);
    for (size_t i = 0; i < n && values != NULL; i++) {
        char element[PLOT_NAME];
        lam_format(element, sizeof element, "%s[%zu]", name, i + 1);
        plot_number(figure, element, values[i]);
    }
}

static size_t count_letters(const char *text) {
    size_t n = 0;
    for (const char *c = text; *c != '\0'; c++) {
        n += ((unsigned char)*c & 0xC0) != 0x80; /* the first byte of a letter */
    }
    return n;
}

void plot_margin(plot_figure *figure, const char *name, size_t n, const char *const *names,
                 double more) {
    size_t longest = 0;
    for (size_t i = 0; i < n; i++) {
        size_t length = count_letters(names[i]);
        longest = length > longest ? length : longest;
    }
    plot_number(figure, name, 40 + more + 15.5 * (double)longest);
}

void plot_panel(plot_figure *figure, const char *script, double height, const char *heading) {
    lam_text_add(&figure->text, "\n\n");
    figure->n_panels++;
    plot_word(figure, "script", script);
    plot_number(figure, "height", figure->squeeze > 0 ? figure->squeeze * height : height);
    plot_word(figure, "heading_text", heading);
}

/* ---- blocks ---- */

void plot_block(plot_figure *figure, const char *format, ...) {
    char name[PLOT_NAME];
    va_list arguments;
    va_start(arguments, format);
    lam_format_list(name, sizeof name, format, arguments);
    va_end(arguments);
    lam_text_add(&figure->text, "\n\n# %zu %s\n", figure->n_panels, name);
}

void plot_quoted(plot_figure *figure, const char *text) {
    lam_text_add(&figure->text, "\"");
    add_letters(&figure->text, text, "\"\\", '\\');
    lam_text_add(&figure->text, "\"");
}

/* The samples that are drawn: all, or the lowest and the highest in each of many stretches. */
static void add_curve(plot_figure *figure, size_t n, const double *x, const double *y,
                      double factor, const char *behind) {
    double most = fmax(2, fmin(figure->options->samples, 1e9));
    size_t n_stretches = (double)n <= most ? n : (size_t)(most / 2);
    for (size_t k = 0; k < n_stretches; k++) {
        size_t low = k * n / n_stretches, high = low, end = (k + 1) * n / n_stretches;
        for (size_t i = low; i < end; i++) {
            low = y[i] < y[low] ? i : low;
            high = y[i] > y[high] ? i : high;
        }
        size_t first = low < high ? low : high, second = low < high ? high : low;
        lam_text_add(&figure->text, "%.8g\t%.6g%s\n", x[first], factor * y[first], behind);
        if (second != first) {
            lam_text_add(&figure->text, "%.8g\t%.6g%s\n", x[second], factor * y[second], behind);
        }
    }
    lam_text_add(&figure->text, "\n");
}

void plot_curve(plot_figure *figure, size_t n, const double *x, const double *y, double factor) {
    add_curve(figure, n, x, y, factor, "");
}

void plot_curve_at(plot_figure *figure, size_t n, const double *x, const double *y, double factor,
                   double z) {
    char behind[PLOT_NAME];
    lam_format(behind, sizeof behind, "\t%.8g", z);
    add_curve(figure, n, x, y, factor, behind);
}

/* ---- units ---- */

static const char prefixes[] = "afpnum1kM"; /* 1: none */

void plot_unit(const char *unit, double largest, char unit_out[LAM_SAVED_UNIT],
               double *factor_out) {
    static const char *const bases[] = {"Am", "V", "T", "A/mm3", "A", "S", "M", "mol", NULL};
    const char *prefix = unit[0] == '\0' ? NULL : strchr(prefixes, unit[0]);
    const char *base = prefix == NULL ? unit : unit + 1;
    size_t b = 0;
    while (bases[b] != NULL && strcmp(bases[b], base) != 0) {
        b++;
    }
    *factor_out = 1;
    if (bases[b] == NULL || !(largest > 0) || !isfinite(largest)) {
        lam_format(unit_out, LAM_SAVED_UNIT, "%s", strcmp(unit, "1") == 0 ? "" : unit);
        return;
    }
    size_t place = prefix == NULL ? 6 : (size_t)(prefix - prefixes);
    for (; largest * *factor_out < 2e-3 && place > 0; place--) {
        *factor_out *= 1e3;
    }
    for (; largest * *factor_out >= 5e3 && prefixes[place + 1] != '\0'; place++) {
        *factor_out /= 1e3;
    }
    const char letter[] = {prefixes[place], '\0'};
    lam_format(unit_out, LAM_SAVED_UNIT, "%s%s",
               letter[0] == '1'   ? ""
               : letter[0] == 'u' ? "µ"
                                  : letter,
               strcmp(base, "A/mm3") == 0 ? "A/mm³" : base);
}
