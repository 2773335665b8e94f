/* SPDX-License-Identifier: BSD-3-Clause
 * plot_topography.c - EEG or MEG over the head at some times: maps between the sensors. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>

enum { MOST_MAPS = 3, GRID = 81, MOST_SENSORS = 1000 };

/* ---- where sensors are on paper ---- */

/* The centre of the sphere on which sensors are, by least squares; their mean if there is none. */
static lam_status find_centre(const lam_sensor_set *set, double centre_mm[3]) {
    double matrix[16] = {0}, right[4] = {0}, mean[3] = {0};
    bool is_regular = set->n >= 4;
    for (size_t i = 0; i < set->n; i++) {
        const double *p = set->positions_mm + 3 * i, row[4] = {p[0], p[1], p[2], 1};
        double square = p[0] * p[0] + p[1] * p[1] + p[2] * p[2];
        for (size_t a = 0; a < 4; a++) {
            right[a] += row[a] * square;
            for (size_t b = 0; b < 4; b++) {
                matrix[4 * a + b] += row[a] * row[b];
            }
        }
        for (size_t a = 0; a < 3; a++) {
            mean[a] += p[a] / (double)set->n;
        }
    }
    LAM_TRY(is_regular ? lam_matrix_invert(4, matrix, &is_regular) : LAM_OK);
    for (size_t a = 0; a < 3; a++) {
        centre_mm[a] = mean[a];
        for (size_t b = 0; b < 4 && is_regular; b++) {
            centre_mm[a] = (b == 0 ? 0 : centre_mm[a]) + matrix[4 * a + b] * right[b] / 2;
        }
    }
    return LAM_OK;
}

/* The angle from the top, z, as the distance from the middle; the outermost sensor has 1. */
static void project(const lam_sensor_set *set, const double centre_mm[3], double *xy) {
    double most = 0;
    for (size_t i = 0; i < set->n; i++) {
        const double *p = set->positions_mm + 3 * i;
        double x = p[0] - centre_mm[0], y = p[1] - centre_mm[1], z = p[2] - centre_mm[2];
        double flat = hypot(x, y), angle = atan2(flat, z);
        xy[2 * i] = flat > 0 ? angle * x / flat : 0;
        xy[2 * i + 1] = flat > 0 ? angle * y / flat : 0;
        most = fmax(most, angle);
    }
    for (size_t i = 0; i < 2 * set->n && most > 0; i++) {
        xy[i] /= most;
    }
}

/* ---- between them: thin plates (Duchon 1977) ---- */

static double kernel(double dx, double dy) {
    double square = dx * dx + dy * dy;
    return square > 0 ? square * log(square) : 0;
}

typedef struct plate {
    size_t n;
    const double *xy;
    double *inverse; /* [n + 3][n + 3] */
} plate;

static lam_status make_plate(size_t n, const double *xy, plate *p) {
    size_t m = n + 3;
    bool is_regular = false;
    p->n = n;
    p->xy = xy;
    p->inverse = lam_alloc(m * m, sizeof(double));
    if (p->inverse == NULL) {
        return LAM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        const double row[3] = {1, xy[2 * i], xy[2 * i + 1]};
        for (size_t j = 0; j < n; j++) {
            p->inverse[i * m + j] = kernel(xy[2 * i] - xy[2 * j], xy[2 * i + 1] - xy[2 * j + 1]);
        }
        for (size_t a = 0; a < 3; a++) {
            p->inverse[i * m + n + a] = p->inverse[(n + a) * m + i] = row[a];
        }
    }
    LAM_TRY(lam_matrix_invert(m, p->inverse, &is_regular));
    return is_regular ? LAM_OK
                      : lam_fail(LAM_ERR_INPUT, "topography: sensors on one line or at one place; "
                                                "accepted: 3 or more, apart from each other");
}

static void solve(const plate *p, const double *values, double *weights) {
    size_t m = p->n + 3;
    for (size_t i = 0; i < m; i++) {
        weights[i] = 0;
        for (size_t j = 0; j < p->n; j++) {
            weights[i] += p->inverse[i * m + j] * values[j];
        }
    }
}

static double value_at(const plate *p, const double *weights, double x, double y) {
    const double *flat = weights + p->n;
    double value = flat[0] + flat[1] * x + flat[2] * y;
    for (size_t i = 0; i < p->n; i++) {
        value += weights[i] * kernel(x - p->xy[2 * i], y - p->xy[2 * i + 1]);
    }
    return value;
}

/* ---- times ---- */

typedef struct maps {
    const lam_sensor_set *set;
    char path[2 * PLOT_NAME], unit[LAM_SAVED_UNIT];
    size_t n, n_samples, samples[MOST_MAPS];
    double time_ms[MOST_MAPS], from_ms, to_ms;
    double *values; /* [n][sensors] */
    double *xy;
} maps;

/* The mean square over sensors at each sample, malloc's. */
static lam_status sum_squares(const plot_figure *figure, maps *m, double **squares_out,
                              double **times_out) {
    double *squares = NULL, *times = NULL;
    lam_status status = LAM_OK;
    for (size_t i = 0; i < m->set->n && status == LAM_OK; i++) {
        plot_signal signal;
        status = plot_signal_mean(figure, &figure->runs[0], m->path, i, &signal);
        if (status == LAM_OK && squares == NULL) {
            m->n_samples = signal.n;
            squares = lam_alloc(signal.n, sizeof *squares);
            times = lam_alloc(signal.n, sizeof *times);
            status = squares == NULL || times == NULL ? LAM_ERR_MEMORY : LAM_OK;
        }
        for (size_t k = 0; k < m->n_samples && status == LAM_OK; k++) {
            squares[k] += signal.mean[k] * signal.mean[k];
            times[k] = signal.time_ms[k];
        }
        lam_format(m->unit, sizeof m->unit, "%s", signal.unit);
        plot_signal_free(&signal);
    }
    *squares_out = squares;
    *times_out = times;
    return status;
}

/* The time of --at, or the highest peaks, a tenth of the time or more apart. */
static lam_status choose_times(const plot_figure *figure, maps *m, const double *squares,
                               const double *times) {
    double at_ms = figure->options->at_ms, apart = (times[m->n_samples - 1] - times[0]) / 10;
    size_t n = isnan(at_ms) ? MOST_MAPS : 1;
    if (!isnan(at_ms) && (at_ms < times[0] || at_ms > times[m->n_samples - 1])) {
        return lam_fail(LAM_ERR_INPUT, "--at: %g; accepted: %g to %g ms", at_ms, times[0],
                        times[m->n_samples - 1]);
    }
    for (m->n = 0; m->n < n; m->n++) {
        size_t best = SIZE_MAX;
        for (size_t k = 0; k < m->n_samples; k++) {
            bool is_free = true;
            for (size_t i = 0; i < m->n; i++) {
                is_free = is_free && fabs(times[k] - times[m->samples[i]]) >= apart;
            }
            bool is_peak = k > 0 && k + 1 < m->n_samples && squares[k] >= squares[k - 1] &&
                           squares[k] >= squares[k + 1];
            bool is_better =
                !isnan(at_ms)
                    ? best == SIZE_MAX || fabs(times[k] - at_ms) < fabs(times[best] - at_ms)
                    : is_peak && is_free && (best == SIZE_MAX || squares[k] > squares[best]);
            best = is_better ? k : best;
        }
        if (best == SIZE_MAX) {
            break;
        }
        m->samples[m->n] = best;
    }
    if (m->n == 0) {
        m->samples[m->n++] = m->n_samples - 1; /* a signal without a peak */
    }
    return LAM_OK;
}

static int compare_places(const void *a, const void *b) {
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static lam_status read_values(const plot_figure *figure, maps *m) {
    qsort(m->samples, m->n, sizeof *m->samples, compare_places);
    for (size_t i = 0; i < m->set->n; i++) {
        plot_signal signal;
        LAM_TRY(plot_signal_mean(figure, &figure->runs[0], m->path, i, &signal));
        for (size_t k = 0; k < m->n; k++) {
            m->values[k * m->set->n + i] = signal.mean[m->samples[k]];
            m->time_ms[k] = signal.time_ms[m->samples[k]];
        }
        plot_signal_free(&signal);
    }
    return LAM_OK;
}

/* ---- drawing ---- */

static void add_map(plot_figure *figure, const maps *m, size_t k, const plate *p,
                    const double *weights, double factor) {
    const double edge = 1.12; /* of the circle that is drawn */
    plot_block(figure, "map %zu", k + 1);
    for (size_t row = 0; row < GRID; row++) {
        for (size_t column = 0; column < GRID; column++) {
            double x = edge * (2 * (double)column / (GRID - 1) - 1);
            double y = edge * (2 * (double)row / (GRID - 1) - 1);
            if (hypot(x, y) <= edge) {
                lam_text_add(&figure->text, "%.4f\t%.4f\t%.6g\n", x, y,
                             factor * value_at(p, weights, x, y));
            } else {
                lam_text_add(&figure->text, "%.4f\t%.4f\tNaN\n", x, y);
            }
        }
    }
    plot_block(figure, "sensors %zu", k + 1);
    for (size_t i = 0; i < m->set->n; i++) {
        lam_text_add(&figure->text, "%.5f\t%.5f\t%.6g\n", m->xy[2 * i], m->xy[2 * i + 1],
                     factor * m->values[k * m->set->n + i]);
    }
}

static lam_status add_maps(plot_figure *figure, maps *m) {
    plate p = {.n = 0};
    char unit[LAM_SAVED_UNIT], heading[2 * PLOT_NAME];
    double largest = 0, factor;
    for (size_t i = 0; i < m->n * m->set->n; i++) {
        largest = fmax(largest, fabs(m->values[i]));
    }
    plot_unit(m->unit, largest, unit, &factor);
    lam_format(heading, sizeof heading, "%s at %zu sensors of %s, head from above",
               m->set->is_meg ? "MEG" : "EEG", m->set->n, m->set->name);
    plot_panel(figure, "topography", 460, heading);
    plot_number(figure, "margin_right", 230);
    plot_count(figure, "n_maps", m->n);
    plot_numbers(figure, "times", m->n, m->time_ms);
    plot_word(figure, "unit", unit);
    plot_number(figure, "largest", factor * largest);
    double *weights = lam_alloc(m->set->n + 3, sizeof *weights);
    lam_status status = weights == NULL ? LAM_ERR_MEMORY : make_plate(m->set->n, m->xy, &p);
    for (size_t k = 0; k < m->n && status == LAM_OK; k++) {
        solve(&p, m->values + k * m->set->n, weights);
        add_map(figure, m, k, &p, weights, factor);
    }
    free(weights);
    free(p.inverse);
    return status;
}

static lam_status add(plot_figure *figure, maps *m) {
    double centre_mm[3], *squares = NULL, *times = NULL;
    m->values = lam_alloc(MOST_MAPS * m->set->n, sizeof(double));
    m->xy = lam_alloc(2 * m->set->n, sizeof(double));
    lam_status status = m->values == NULL || m->xy == NULL ? LAM_ERR_MEMORY : LAM_OK;
    status = status == LAM_OK ? find_centre(m->set, centre_mm) : status;
    if (status == LAM_OK) {
        project(m->set, centre_mm, m->xy);
        status = sum_squares(figure, m, &squares, &times);
    }
    status = status == LAM_OK ? choose_times(figure, m, squares, times) : status;
    status = status == LAM_OK ? read_values(figure, m) : status;
    status = status == LAM_OK ? add_maps(figure, m) : status;
    free(squares);
    free(times);
    free(m->values);
    free(m->xy);
    return status;
}

static lam_status add_group(plot_figure *figure, const char *group) {
    maps m = {.n = 0};
    LAM_TRY(plot_choose_sensors(figure, group, &m.set));
    if (m.set->positions_mm == NULL || m.set->n > MOST_SENSORS) {
        return lam_fail(LAM_ERR_INPUT, "%s/%s: %s; accepted: up to %d sensors with positions",
                        group, m.set->name,
                        m.set->positions_mm == NULL ? "leads of a table say no positions"
                                                    : "too many sensors",
                        MOST_SENSORS);
    }
    lam_format(m.path, sizeof m.path, "%s/%s", group, m.set->name);
    return add(figure, &m);
}

/* EEG, where there is any, and MEG. */
lam_status plot_topography(plot_figure *figure) {
    const lam_sensor_set *set = NULL;
    size_t n = 0;
    LAM_TRY(plot_need_network(figure));
    if (plot_choose_sensors(figure, "eeg", &set) == LAM_OK) {
        LAM_TRY(add_group(figure, "eeg"));
        n++;
    }
    if (plot_choose_sensors(figure, "meg", &set) == LAM_OK) {
        LAM_TRY(add_group(figure, "meg"));
        n++;
    }
    return n > 0 ? LAM_OK : add_group(figure, "eeg"); /* which says what is missing */
}
