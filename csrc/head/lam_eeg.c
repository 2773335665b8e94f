/* SPDX-License-Identifier: BSD-3-Clause
 * lam_eeg.c - the potential of a current dipole in an infinite medium, and in a head of four
 * spheres. */
#include "head/lam_head_impl.h"

#include <math.h>
#include <string.h>

/* p cos(a)/(4 pi sigma r^2) in nAm and mm: 1 nAm/(S/m mm^2) = 1e-9/1e-6 V = 1e3 uV. */
static const double uV_S_m_mm2_nAm = 1e3 / (4 * M_PI);

static const double min_S_m = 1e-9, max_S_m = 1e9;

static lam_status check_conductivity(const char *of, double conductivity_S_m) {
    if (!(conductivity_S_m >= min_S_m && conductivity_S_m <= max_S_m)) {
        return lam_fail(LAM_ERR_INPUT, "EEG: a conductivity of %s of %g S/m; accepted: %g to %g",
                        of, conductivity_S_m, min_S_m, max_S_m);
    }
    return LAM_OK;
}

/* phi = p . d/(4 pi sigma d^3), d from dipole to sensor. The factor of p is added to the lead. */
static void add_infinite(double conductivity_S_m, const double dipole_mm[3],
                         const double sensor_mm[3], double lead_uV_nAm[3]) {
    double d_mm[3], distance_mm = lam_head_between(dipole_mm, sensor_mm, d_mm);
    double factor = uV_S_m_mm2_nAm / conductivity_S_m / (distance_mm * distance_mm * distance_mm);
    for (int k = 0; k < 3; k++) {
        lead_uV_nAm[k] += factor * d_mm[k];
    }
}

lam_status lam_eeg_infinite(double conductivity_S_m, const double dipole_mm[3], size_t n,
                            const double *sensors_mm, double *lead_uV_nAm_out) {
    LAM_TRY(check_conductivity("the medium", conductivity_S_m));
    LAM_TRY(lam_head_check_places("EEG", dipole_mm, n, sensors_mm));
    for (size_t i = 0; i < 3 * n; i += 3) {
        memset(lead_uV_nAm_out + i, 0, 3 * sizeof *lead_uV_nAm_out);
        add_infinite(conductivity_S_m, dipole_mm, sensors_mm + i, lead_uV_nAm_out + i);
    }
    return LAM_OK;
}

/* ---- four spheres ---- */

/* The head of Naess et al. 2017 (doi 10.3389/fnhum.2017.00490): brain, cerebrospinal fluid, skull
 * and scalp, s = 0 ... 3, with outer radii R_s. Nothing beyond them conducts.
 *
 * A unit current at r0 in the brain makes the potential sum over n of phi_n P_n(cos gamma)/(4 pi
 * sigma_0), with gamma the angle between r0 and the sensor's r. In shell s, up to a factor, phi_n
 * is a_s (r/R_s)^n + b_s (R_s/r)^(n+1). In the brain the second term is the source's own,
 * r0^n/r^(n+1), which sets the factor. At r = R_s the potential and the radial current sigma
 * dphi/dr are continuous; at R_3 the current is 0. The paper's equations for A_n^s and B_n^s are
 * these conditions, solved one by one. Here each order is solved from the scalp inwards, with
 * powers of (R_s-1/R_s)^(2n+1) < 1 only, so that no order overflows. Then in all shells
 *
 *     phi_n = u_n r0^n/r^(n+1),  u_n = (a_s (r/R_s)^(2n+1) + b_s)/b_0
 *
 * The lead of a dipole is the gradient with respect to r0; e0 and e are the directions of r0 and r:
 *
 *     L = sum over n of u_n r0^(n-1)/r^(n+1) (n P_n e0 + P_n' (e - cos gamma e0))/(4 pi sigma_0)
 *
 * n P_n belongs to the paper's radial dipole, P_n' sin gamma = P_n^1 to its tangential one. In the
 * brain the source's own part has a closed form, and the series is only what the shells reflect. */
enum { N_SHELLS = 4, MAX_TERMS = 1000000 };
/* The terms fall as ratio^n; at this ratio some 500,000 are needed. */
static const double max_ratio = 0.9999;
/* Electrodes whose places were rounded may stand this far outside of the scalp. It does not matter,
 * because the potential's slope is 0 there. */
static const double slack_mm = 0.01;

static const char *const shell_names[N_SHELLS] = {"the brain", "the cerebrospinal fluid",
                                                  "the skull", "the scalp"};

/* a_s and b_s of order n; power[s] = (R_s-1/R_s)^(2n+1). */
static void solve_order(const lam_sphere_head *head, double n, const double power[N_SHELLS],
                        double a[N_SHELLS], double b[N_SHELLS]) {
    a[N_SHELLS - 1] = (n + 1) / (2 * n + 1);
    b[N_SHELLS - 1] = n / (2 * n + 1);
    for (int s = N_SHELLS - 1; s > 0; s--) {
        double value = a[s] * power[s] + b[s], slope = n * a[s] * power[s] - (n + 1) * b[s];
        double current = head->conductivity_S_m[s] / head->conductivity_S_m[s - 1] * slope;
        a[s - 1] = ((n + 1) * value + current) / (2 * n + 1);
        b[s - 1] = (n * value - current) / (2 * n + 1);
    }
}

/* The series for a sensor at r in a shell: the factors of e0 and of e - cos gamma e0. The terms
 * fall as ratio^n. In the brain u_n lacks the source's own part, and ratio^n holds
 * (r/R_0)^(2n+1). */
static void sum_series(const lam_sphere_head *head, int shell, double r_mm, double ratio,
                       double cosine, double sum[2]) {
    double step[N_SHELLS] = {0}, power[N_SHELLS] = {0}, a[N_SHELLS], b[N_SHELLS];
    for (int s = 1; s < N_SHELLS; s++) {
        power[s] = head->radii_mm[s - 1] / head->radii_mm[s];
        step[s] = power[s] * power[s];
    }
    double here = r_mm / head->radii_mm[shell], here_step = here * here;
    double sine2 = (1 - cosine) * (1 + cosine), falling = 1, largest = 0;
    double p = cosine, p_before = 1, dp = 1, dp_before = 0; /* P_n, P_n-1 and their slopes */
    sum[0] = sum[1] = 0;
    for (int i = 1; i <= MAX_TERMS; i++) {
        double n = i;
        for (int s = 1; s < N_SHELLS; s++) {
            power[s] *= step[s];
        }
        here *= here_step;
        solve_order(head, n, power, a, b);
        double u = (shell == 0 ? a[0] : a[shell] * here + b[shell]) / b[0];
        sum[0] += u * falling * n * p;
        sum[1] += u * falling * dp;
        largest = fmax(largest, fabs(u));
        falling *= ratio;
        /* |P_n| <= 1, |P_n'| sin gamma <= n: all further terms are below the sum's last digit. */
        double rest = largest * falling * (n + 1) / (1 - ratio);
        if (rest * (1 + 1 / (n * (1 - ratio))) <=
            1e-17 * sqrt(sum[0] * sum[0] + sum[1] * sum[1] * sine2)) {
            return;
        }
        /* (n+1) P_n+1 = (2n+1) x P_n - n P_n-1; its slope: n P_n+1' = (2n+1) x P_n' - (n+1) P_n-1'
         */
        double p_next = ((2 * n + 1) * cosine * p - n * p_before) / (n + 1);
        double dp_next = ((2 * n + 1) * cosine * dp - (n + 1) * dp_before) / n;
        p_before = p;
        p = p_next;
        dp_before = dp;
        dp = dp_next;
    }
}

/* A vector's direction, which may be any if its length is 0. Returns the length. */
static double direct(const double vector[3], double direction_out[3]) {
    double length = sqrt(lam_dot(vector, vector));
    for (int k = 0; k < 3; k++) {
        direction_out[k] = length > 0 ? vector[k] / length : k == 2;
    }
    return length;
}

static int shell_of(const lam_sphere_head *head, double r_mm) {
    int shell = 0;
    while (shell < N_SHELLS - 1 && r_mm > head->radii_mm[shell]) {
        shell++;
    }
    return shell;
}

/* How fast the series falls. */
static double ratio_of(const lam_sphere_head *head, double r0_mm, double r_mm) {
    double R_mm = head->radii_mm[0];
    return r_mm > R_mm ? r0_mm / r_mm : r0_mm / R_mm * (r_mm / R_mm);
}

static void add_four_sphere(const lam_sphere_head *head, const double dipole_mm[3],
                            const double sensor_mm[3], double lead_uV_nAm[3]) {
    double r0_mm[3], r_mm[3], e0[3], e[3], sum[2];
    lam_head_between(head->centre_mm, dipole_mm, r0_mm);
    lam_head_between(head->centre_mm, sensor_mm, r_mm);
    double r0 = direct(r0_mm, e0), r = direct(r_mm, e), R = head->radii_mm[0];
    double cosine = fmax(-1, fmin(1, lam_dot(e0, e)));
    int shell = shell_of(head, r);
    sum_series(head, shell, r, ratio_of(head, r0, r), cosine, sum);
    /* r0^(n-1)/r^(n+1) = ratio^(n-1)/r^2; in the brain, with (r/R)^(2n+1), ratio^(n-1) r/R^3. */
    double factor = uV_S_m_mm2_nAm / head->conductivity_S_m[0];
    factor *= shell == 0 ? r / (R * R * R) : 1 / (r * r);
    for (int k = 0; k < 3; k++) {
        lead_uV_nAm[k] += factor * (sum[0] * e0[k] + sum[1] * (e[k] - cosine * e0[k]));
    }
    if (shell == 0) {
        add_infinite(head->conductivity_S_m[0], dipole_mm, sensor_mm, lead_uV_nAm);
    }
}

static lam_status check_head(const lam_sphere_head *head) {
    LAM_TRY(lam_head_check_place("EEG", "the head's centre", head->centre_mm));
    for (int s = 0; s < N_SHELLS; s++) {
        double below_mm = s == 0 ? 0 : head->radii_mm[s - 1], most_mm = 1e6;
        if (!(head->radii_mm[s] > below_mm && head->radii_mm[s] <= most_mm)) {
            return lam_fail(LAM_ERR_INPUT,
                            "EEG: %s has a radius of %g mm; accepted: above %g, at most %g",
                            shell_names[s], head->radii_mm[s], below_mm, most_mm);
        }
        LAM_TRY(check_conductivity(shell_names[s], head->conductivity_S_m[s]));
    }
    return LAM_OK;
}

static lam_status check_inside(const lam_sphere_head *head, const double dipole_mm[3], size_t n,
                               const double *sensors_mm) {
    double between_mm[3], r0_mm = lam_head_between(head->centre_mm, dipole_mm, between_mm);
    double brain_mm = head->radii_mm[0], scalp_mm = head->radii_mm[N_SHELLS - 1];
    if (!(r0_mm < brain_mm)) {
        return lam_fail(LAM_ERR_INPUT,
                        "EEG: the dipole is %.9g mm from the head's centre; accepted: in the "
                        "brain, below %.9g mm",
                        r0_mm, brain_mm);
    }
    for (size_t i = 0; i < n; i++) {
        double r_mm = lam_head_between(head->centre_mm, sensors_mm + 3 * i, between_mm);
        if (!(r_mm <= scalp_mm + slack_mm)) {
            return lam_fail(LAM_ERR_INPUT,
                            "EEG: sensor %zu is %.9g mm from the head's centre; accepted: in the "
                            "head, up to %.9g mm",
                            i, r_mm, scalp_mm);
        }
        double ratio = ratio_of(head, r0_mm, r_mm);
        if (!(ratio <= max_ratio)) {
            return lam_fail(LAM_ERR_INPUT,
                            "EEG: sensor %zu and the dipole are %.9g and %.9g mm from the head's "
                            "centre, both at the surface of the brain at %.9g mm; accepted: a "
                            "dipole at most %.9g mm from the centre",
                            i, r_mm, r0_mm, brain_mm, max_ratio * r0_mm / ratio);
        }
    }
    return LAM_OK;
}

lam_status lam_eeg_four_sphere(const lam_sphere_head *head, const double dipole_mm[3], size_t n,
                               const double *sensors_mm, double *lead_uV_nAm_out) {
    LAM_TRY(check_head(head));
    LAM_TRY(lam_head_check_places("EEG", dipole_mm, n, sensors_mm));
    LAM_TRY(check_inside(head, dipole_mm, n, sensors_mm));
    for (size_t i = 0; i < 3 * n; i += 3) {
        memset(lead_uV_nAm_out + i, 0, 3 * sizeof *lead_uV_nAm_out);
        add_four_sphere(head, dipole_mm, sensors_mm + i, lead_uV_nAm_out + i);
    }
    return LAM_OK;
}
