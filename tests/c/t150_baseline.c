/* SPDX-License-Identifier: BSD-3-Clause
 * t150_baseline - HNN's baseline is subtracted from either population, with its own rules for the
 * ends of the pieces. A wrong file leaves the dipole as it is. */
#include "t1xx_file.h"
#include "scratch.h"

#include <math.h>

#define BASELINE "params/baseline/hnn.json"

/* HNN-core 0.6.1, dipole.py, _baseline_renormalize, for one cell. */
static double hnn_L5_fAm(double t_ms) {
    if (t_ms <= 37) {
        return -49.0502;
    }
    return t_ms < 750 ? 3.4770508e-3 * t_ms - 51.231085 : 1.01e-4 * t_ms - 48.412078;
}

static const double time_ms[] = {0,   36.975,  37,  37.000000000000007, 37.025, 100, 749.975,
                                 750, 750.025, 5000};
enum { N = sizeof time_ms / sizeof time_ms[0], N_CELLS = 100 };

Test(baseline, L5_pyramidal) {
    double q_fAm[N];
    for (size_t i = 0; i < N; i++) {
        q_fAm[i] = 10.0 * (double)i;
    }
    GOOD(lam_baseline_subtract(BASELINE, "L5_pyramidal", "P", N_CELLS, N, time_ms, q_fAm));
    for (size_t i = 0; i < N; i++) {
        double expected = 10.0 * (double)i - N_CELLS * hnn_L5_fAm(time_ms[i]);
        cr_assert(fabs(q_fAm[i] - expected) < 1e-11, "%g ms: %.17g, HNN has %.17g", time_ms[i],
                  q_fAm[i], expected);
    }
}

Test(baseline, L2_pyramidal) {
    double q_fAm[N] = {0};
    GOOD(lam_baseline_subtract(BASELINE, "L2_pyramidal", "P", N_CELLS, N, time_ms, q_fAm));
    for (size_t i = 0; i < N; i++) {
        cr_assert(fabs(q_fAm[i] + 4.43) < 1e-14);
    }
}

/* HNN-core, dipole.py, _baseline_renormalize_dueckerET: of 100 cells, in nAm; not at 0 ms. */
Test(baseline, human_cells) {
    static const struct {
        const char *population;
        double a_nAm, c_nAm, rate;
    } cells[] = {
        {"human_L2_pyramidal", -0.00033710870122448015, -0.0003169307945340167, 0.4559002907607713},
        {"human_L5_pyramidal", -0.025843994985156337, -0.025605931767961037, 0.8869524158978103},
    };
    static const double times_ms[] = {0, 0.025, 1, 100};
    for (size_t k = 0; k < 2; k++) {
        double q_fAm[4] = {0};
        GOOD(
            lam_baseline_subtract(BASELINE, cells[k].population, "P", N_CELLS, 4, times_ms, q_fAm));
        for (size_t i = 0; i < 4; i++) {
            double fit_nAm = (cells[k].c_nAm - cells[k].a_nAm) * exp(-cells[k].rate * times_ms[i]);
            double expected = i == 0 ? 0 : -1e6 * (fit_nAm + cells[k].a_nAm);
            cr_assert(fabs(q_fAm[i] - expected) < 1e-9, "%g ms: %.17g", times_ms[i], q_fAm[i]);
        }
    }
}

static void refused(const char *path, const char *population, lam_status expected,
                    const char *line) {
    double q_fAm[N] = {0};
    cr_assert_eq(lam_baseline_subtract(path, population, "P", N_CELLS, N, time_ms, q_fAm),
                 expected);
    cr_assert_not_null(strstr(lam_error(), line), "%s", lam_error());
    for (size_t i = 0; i < N; i++) {
        cr_assert_eq(q_fAm[i], 0);
    }
}

Test(baseline, refused) {
    static const char *const bad[][3] = {
        {"\"until\": [37, \"ms\"]", "\"until\": [37, \"s\"]", "L5_pyramidal[0].until: [37,\"s\"]"},
        {"\"until\": [37, \"ms\"]", "\"until\": [800, \"ms\"]", "L5_pyramidal[1]: "},
        {"\"until\": [37, \"ms\"],", "", "L5_pyramidal[0]: "},
        {"\"before\": [750, \"ms\"]", "\"until\": [750, \"ms\"], \"before\": [751, \"ms\"]",
         "L5_pyramidal[1]: "},
        {"{\"intercept\": [-48.412078", "{\"until\": [900, \"ms\"], \"intercept\": [-48.412078",
         "L5_pyramidal[2]: "},
        {"\"laminae_baseline\": 1", "\"laminae_baseline\": 2", "laminae_baseline: 2: accepted"},
    };
    refused(BASELINE, "L6_pyramidal", LAM_ERR_INPUT,
            "populations.P.baseline: \"L6_pyramidal\": unknown baseline, did you mean ");
    refused(ERP, "L5_pyramidal", LAM_ERR_INPUT, "laminae_network: 1: unknown key");
    refused("params/no_such_file.json", "L5_pyramidal", LAM_ERR_INPUT, "No such file");
    char *text = read_file(BASELINE), scratch[SCRATCH_SIZE];
    scratch_file(scratch, "");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char *wrong = replaced(text, bad[i][0], bad[i][1]);
        write_file(scratch, wrong, strlen(wrong));
        refused(scratch, "L5_pyramidal", LAM_ERR_INPUT, bad[i][2]);
        free(wrong);
    }
    char *wrong = replaced(text, "-0.8869524158978103", "1");
    write_file(scratch, wrong, strlen(wrong));
    refused(scratch, "human_L5_pyramidal", LAM_ERR_INPUT,
            "human_L5_pyramidal[1].exponential.per_ms: [1,\"1/ms\"]: accepted");
    free(wrong);
    free(text);
    remove(scratch);
}
