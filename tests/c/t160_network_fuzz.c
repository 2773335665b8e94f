/* SPDX-License-Identifier: BSD-3-Clause
 * t160_network_fuzz - files of every format, made wrong at random, are opened and used as networks
 * or refused by one line that names the file and what is accepted; never anything else.
 *
 * Runs for LAMINAE_FUZZ_SECONDS (8; check-long/t962 for longer). Each case follows from
 * LAMINAE_FUZZ_SEED (1) and its number; what fails is run again, alone, with LAMINAE_FUZZ_CASE. */
#include "laminae.h"
#include "t16x_use.h"
#include "t17x_hnn.h"
#include "t6xx_document.h"
#include "scratch.h"

#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>

enum { MOST_SECONDS = 2 }; /* of processor time, for a case */

/* Leaks are sought now and then; memory is given back soon; a case may have this much. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "handle_abort=1:quarantine_size_mb=16:hard_rss_limit_mb=3000:allocator_may_return_null="
           "1:malloc_context_size=6";
}

/* HDF5 1.10 loses some bytes over a file that it cannot read. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libhdf5";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void) {
    return "print_suppressions=0";
}

/* ---- which case ---- */

static unsigned long base_seed, case_number;
static char folder[SCRATCH_SIZE], file_name[64];

static void say_case(void) {
    fprintf(stderr,
            "fuzz: LAMINAE_FUZZ_SEED=%lu LAMINAE_FUZZ_CASE=%lu, with the file %s/%s, does it "
            "again\n",
            base_seed, case_number, folder, file_name);
}

static void on_alarm(int number) {
    (void)number;
    say_case();
    fprintf(stderr, "fuzz: it hangs\n");
    _exit(1);
}

static unsigned long number_from(const char *variable, unsigned long otherwise) {
    const char *text = getenv(variable);
    return text == NULL || text[0] == '\0' ? otherwise : strtoul(text, NULL, 10);
}

/* ---- files to begin with ---- */

/* What a file is opened as. */
typedef enum seed_use { USE_NETWORK, USE_DRIVES, USE_CONFIG, USE_SPIKES } seed_use;

typedef struct seed_file {
    seed_use use;
    size_t weight; /* how often it is taken */
    const char *ending;
    json_t *json; /* NULL: bytes alone */
    char *bytes;
    size_t size;
} seed_file;

enum { MAX_SEEDS = 16 };
static seed_file seeds[MAX_SEEDS];
static size_t n_seeds, all_weights;

static void add_seed(seed_use use, size_t weight, const char *ending, json_t *json, char *bytes,
                     size_t size) {
    cr_assert(n_seeds < MAX_SEEDS);
    seeds[n_seeds++] = (seed_file){use, weight, ending, json, bytes, size};
    all_weights += weight;
}

static const seed_file *choose_seed(void) {
    size_t left = below(all_weights), i = 0;
    for (; left >= seeds[i].weight; i++) {
        left -= seeds[i].weight;
    }
    return &seeds[i];
}

static void add_json_file(const char *path) {
    json_error_t error;
    json_t *json = json_load_file(path, 0, &error);
    cr_assert_not_null(json, "%s: %s", path, error.text);
    add_seed(USE_NETWORK, 1, "json", json, NULL, 0);
}

static void add_lines(seed_use use, const char *ending, char *text_owned) {
    add_seed(use, 2, ending, NULL, text_owned, strlen(text_owned));
}

/* The results of a run, as far as readers of networks and of spikes look. */
static void add_results(const lam_network *network) {
    static const double time_ms[] = {1, 2.5, 3}, gid[] = {0, 1, 7}, range[] = {0, 6};
    static char bytes[1 << 20];
    char path[SCRATCH_SIZE + 30];
    lam_results *results = NULL;
    snprintf(path, sizeof path, "%s/results", folder);
    GOOD(lam_results_create(path, &results));
    GOOD(lam_results_write_text(results, "/network/json", lam_network_json(network)));
    GOOD(lam_results_write_integers(results, "/network/gid_ranges/A", 2, range, "1"));
    GOOD(lam_results_write(results, "/trial/0/spikes/time_ms", 0, 3, time_ms, "ms"));
    GOOD(lam_results_write_integers(results, "/trial/0/spikes/gid", 3, gid, "1"));
    GOOD(lam_results_close(results, true));
    strcat(path, "/results.h5");
    FILE *file = fopen(path, "rb");
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    add_seed(USE_NETWORK, 2, "h5", NULL, memcpy(malloc(size), bytes, size), size);
}

/* All that can be set, as it is. */
static void add_config(const lam_network *network) {
    char *lines = NULL;
    GOOD(lam_describe_paths(network, &lines));
    for (char *line = lines; line != NULL && line[0] != '\0'; line = strchr(line, '\n')) {
        line += line[0] == '\n';
        char *space = strchr(line, ' ');
        if (space != NULL) {
            *space = '=';
        }
    }
    add_lines(USE_CONFIG, "config", lines);
}

static char base_path[SCRATCH_SIZE + 20]; /* of a network to which drives and changes are added */

static void make_seeds(void) {
    json_error_t error;
    lam_network *network = all_kinds_network();
    snprintf(base_path, sizeof base_path, "%s/base.json", folder);
    write_file(base_path, lam_network_json(network), strlen(lam_network_json(network)));
    add_seed(USE_NETWORK, 10, "json", parsed(all_kinds), NULL, 0); /* small, with everything */
    add_seed(USE_NETWORK, 10, "json", json_loads(hnn_small, 0, &error), NULL, 0);
    add_seed(USE_DRIVES, 2, "json", parsed(all_kinds), NULL, 0);
    add_json_file(COLUMN);
    add_json_file(ERP);
    add_json_file("params/legacy/N20.json");
    add_json_file("params/legacy/gamma_L5weak_L2weak.json");
    add_lines(USE_NETWORK, "param", read_file("params/legacy/alpha_beta.param"));
    add_lines(USE_NETWORK, "param", read_file("tests/ref/params/random1.param"));
    add_lines(USE_SPIKES, "txt", strdup("# time gid\n1 0 A\n2.5 1 A\n3.25 7 train\n"));
    add_results(network);
    add_config(network);
    lam_network_destroy(network);
}

static void free_seeds(void) {
    for (size_t i = 0; i < n_seeds; i++) {
        json_decref(seeds[i].json);
        free(seeds[i].bytes);
    }
}

/* ---- one case ---- */

enum { MOST_BYTES = 1 << 22 };

static void make_file(const seed_file *seed, file_bytes *file) {
    bool has_lines = seed->json == NULL && strcmp(seed->ending, "h5") != 0;
    if (seed->json != NULL) {
        json_t *json = json_deep_copy(seed->json);
        change_document(json);
        char *text = json_dumps(json, below(2) == 0 ? JSON_COMPACT : JSON_INDENT(1));
        set_bytes(file, text, strlen(text) < MOST_BYTES ? strlen(text) : MOST_BYTES);
        put_raw_values(file);
        free(text);
        json_decref(json);
    } else {
        set_bytes(file, seed->bytes, seed->size);
    }
    for (size_t n = has_lines ? 1 + below(4) : 0; n > 0; n--) {
        change_line(file);
    }
    if ((seed->json == NULL && !has_lines) || below(6) == 0) {
        change_bytes(file);
    }
}

static bool begins_with(const char *text, const char *beginning) {
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* The line begins with this file, one that it extends, or the option. */
static void check_refusal(lam_status status) {
    const char *line = lam_error();
    cr_assert_eq(status, LAM_ERR_INPUT, "%s", line);
    cr_assert(begins_with(line, folder) || begins_with(line, "params/") ||
                  begins_with(line, "grid.inplane_distance=25: ") ||
                  begins_with(line, "drives.train.spikes_from={"),
              "%s", line);
    cr_assert_not_null(strstr(line, "accepted"), "%s", line);
    for (const char *c = line; *c != '\0'; c++) {
        cr_assert((unsigned char)*c >= ' ', "%s", line);
    }
}

/* Returns whether there was a network. */
static bool run_case(void) {
    static file_bytes file;
    char path[SCRATCH_SIZE + 70], scratch[SCRATCH_SIZE + 20], replay[SCRATCH_SIZE + 200];
    const char *changes[] = {"drives.train.spikes=null", replay};
    lam_network_options options = {.models_directory = "params"};
    lam_network *network = NULL;
    lam_mt19937_seed(&rng, (uint32_t)(base_seed * 2654435761u + case_number));
    const seed_file *seed = choose_seed();
    make_file(seed, &file);
    snprintf(file_name, sizeof file_name, "network.%s", seed->ending);
    snprintf(path, sizeof path, "%s/%s", folder, file_name);
    snprintf(scratch, sizeof scratch, "%s/again.json", folder);
    write_file(path, file.bytes, file.size);
    snprintf(replay, sizeof replay, "drives.train.spikes_from={\"file\": \"%s\"%s}", path,
             below(2) == 0   ? ", \"population\": \"A\""
             : below(2) == 0 ? ", \"gids\": [1, 7]"
                             : "");
    options.drives = seed->use == USE_DRIVES ? path : NULL;
    options.config = seed->use == USE_CONFIG ? path : NULL;
    options.changes = changes;
    options.n_changes = seed->use == USE_SPIKES ? 2 : 0;
    options.inplane_distance_um = below(8) == 0 ? 25 : 0;
    lam_status status =
        lam_network_open(seed->use == USE_NETWORK ? path : base_path, &options, &network);
    if (status == LAM_OK) {
        use_network(network, scratch);
        lam_network_destroy(network);
    } else {
        check_refusal(status);
    }
    return status == LAM_OK;
}

static double processor_s(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

static bool timed_case(double *slowest_s) {
    struct itimerval limit = {.it_value = {.tv_sec = 5 * MOST_SECONDS}};
    setitimer(ITIMER_PROF, &limit, NULL);
    double before_s = processor_s();
    bool opened = run_case();
    double took_s = processor_s() - before_s;
    if (took_s > *slowest_s) {
        *slowest_s = took_s;
        if (getenv("LAMINAE_FUZZ_VERBOSE") != NULL) {
            fprintf(stderr, "slowest: case %lu: %.2f s\n", case_number, took_s);
        }
    }
    cr_assert(took_s < MOST_SECONDS, "case %lu takes %.1f s", case_number, took_s);
    return opened;
}

static bool done; /* nothing that has to be looked at */

static void finish(void) {
    if (done) {
        scratch_remove(folder);
    } else {
        say_case(); /* what failed stays there */
    }
}

TestSuite(network_fuzz, .fini = finish);

Test(network_fuzz, readers) {
    enum { LEAKS_EVERY = 2000 };
    const char *only = getenv("LAMINAE_FUZZ_CASE");
    double end_s = lam_now_s() + (double)number_from("LAMINAE_FUZZ_SECONDS", 8), slowest_s = 0;
    size_t n_opened = 0;
    base_seed = number_from("LAMINAE_FUZZ_SEED", 1);
    scratch_folder(folder);
    __sanitizer_set_death_callback(say_case);
    signal(SIGPROF, on_alarm);
    make_seeds();
    case_number = number_from("LAMINAE_FUZZ_CASE", 0);
    do {
        n_opened += timed_case(&slowest_s);
        case_number++;
        if (case_number % LEAKS_EVERY == 0 || only != NULL) {
            cr_assert_eq(__lsan_do_recoverable_leak_check(), 0, "before case %lu", case_number);
        }
    } while (only == NULL && lam_now_s() < end_s);
    if (getenv("LAMINAE_FUZZ_VERBOSE") != NULL) {
        fprintf(stderr, "%lu cases, %zu opened, slowest %.2f s\n", case_number, n_opened,
                slowest_s);
    }
    cr_assert(only != NULL || (n_opened > case_number / 50 && n_opened < case_number / 2),
              "%zu of %lu opened", n_opened, case_number);
    free_seeds();
    done = only == NULL;
}
