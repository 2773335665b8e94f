/* SPDX-License-Identifier: BSD-3-Clause
 * t100_random - uniform, normal and exponential deviates are those of numpy.random.RandomState,
 * seeds 0 to 2^32 - 1. */
#include "laminae.h"

#include <criterion/criterion.h>
#include <math.h>

/* numpy 2.4.6: RandomState(seed).random_sample(700)[i] for i = 0, 1, 311, 312 (the first beyond 624
 * words), 699; for i = 0, 1, 2, 1000 RandomState(seed).normal(26.61, 2.47, 1001)[i] and
 * RandomState(seed).exponential(0.025, 1001)[i]. */
static const struct {
    uint32_t seed;
    double uniform[5], normal[4], exponential[4];
} numpy[] = {
    {0,
     {0.5488135039273248, 0.7151893663724195, 0.14694664540037505, 0.07952208258675575,
      0.8427768626848423},
     {30.96720929454013, 27.59838830466704, 29.027482820741177, 27.9832278188832},
     {0.019896862704077752, 0.031398269074145946, 0.023080578645101723, 0.022466199045391204}},
    {1,
     {0.417022004702574, 0.7203244934421581, 0.9096355249515571, 0.2571182937821962,
      0.2867116496064306},
     {30.62213304824821, 25.098961658284313, 25.305415771909264, 26.231506680435285},
     {0.013490145931479637, 0.031853131325332608, 2.8595339660771483e-06, 0.0098560814791195748}},
    {777,
     {0.152663734901322, 0.3023566097075212, 0.5451041944601115, 0.49857480444947855,
      0.9239766669646835},
     {25.453524279021174, 24.577622610563097, 26.44851114767525, 24.998458256334338},
     {0.004141441397906529, 0.0090011802233628656, 0.0016011038096702, 0.0091236596882479631}},
    {4294967295u,
     {0.0976320289940138, 0.9123828453026218, 0.2845819535787153, 0.89887815082878,
      0.008352749376617896},
     {28.211569425349712, 28.263229120665525, 23.9410570048138, 24.86036623591339},
     {0.0025683222997759346, 0.060869461758330315, 0.038901611671431274, 0.095808099411434811}},
};
static const int uniform_index[] = {0, 1, 311, 312, 699};
static const int deviate_index[] = {0, 1, 2, 1000};
enum { N_SEEDS = sizeof numpy / sizeof numpy[0] };

/* 53 bits, no rounding anywhere: equal to the last bit. */
Test(random, uniform) {
    for (int s = 0; s < N_SEEDS; s++) {
        lam_mt19937 rng;
        lam_mt19937_seed(&rng, numpy[s].seed);
        for (int i = 0, k = 0; k < 5; i++) {
            double value = lam_mt19937_uniform(&rng);
            cr_assert(value >= 0 && value < 1);
            if (i == uniform_index[k]) {
                cr_assert(value == numpy[s].uniform[k], "seed %u, draw %d: %.17g, numpy has %.17g",
                          numpy[s].seed, i, value, numpy[s].uniform[k]);
                k++;
            }
        }
    }
}

/* Two roundings of log and sqrt of the C library, on numbers near 30. */
Test(random, normal) {
    for (int s = 0; s < N_SEEDS; s++) {
        lam_mt19937 rng;
        lam_mt19937_seed(&rng, numpy[s].seed);
        for (int i = 0, k = 0; k < 4; i++) {
            double value = lam_mt19937_normal(&rng, 26.61, 2.47);
            if (i == deviate_index[k]) {
                cr_assert(fabs(value - numpy[s].normal[k]) < 1e-13,
                          "seed %u, draw %d: %.17g, numpy has %.17g", numpy[s].seed, i, value,
                          numpy[s].normal[k]);
                k++;
            }
        }
    }
}

/* One rounding of log, on numbers to 0.1. */
Test(random, exponential) {
    for (int s = 0; s < N_SEEDS; s++) {
        lam_mt19937 rng;
        lam_mt19937_seed(&rng, numpy[s].seed);
        for (int i = 0, k = 0; k < 4; i++) {
            double value = lam_mt19937_exponential(&rng, 0.025);
            if (i == deviate_index[k]) {
                cr_assert(fabs(value - numpy[s].exponential[k]) < 1e-16,
                          "seed %u, draw %d: %.17g, numpy has %.17g", numpy[s].seed, i, value,
                          numpy[s].exponential[k]);
                k++;
            }
        }
    }
}

/* A seed forgets the deviate that was kept from the last pair. */
Test(random, reseeded) {
    lam_mt19937 rng;
    lam_mt19937_seed(&rng, 1);
    lam_mt19937_normal(&rng, 0, 1);
    lam_mt19937_seed(&rng, 777);
    cr_assert(fabs(lam_mt19937_normal(&rng, 26.61, 2.47) - numpy[2].normal[0]) < 1e-13);
}
