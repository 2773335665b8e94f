/* SPDX-License-Identifier: BSD-3-Clause
 * t462_lead_table - leads of a text or an HDF5 file, in every unit; other files are refused by one
 * line that names the place; changed at random, files are read or refused. */
#include "scratch_folder.h"
#include "t1xx_file.h"

#include <hdf5.h>
#include <math.h>
#include <unistd.h>

TestSuite(lead_table, .init = enter, .fini = leave);

static const double leads[2][3] = {{1.5, -2, 3e-3}, {0, 0.25, -1e2}};
static const char *const names[2] = {"Fp1", "EEG 002"};

/* The leads above times a factor; names NULL: none. */
static void expect(const char *path, const char *units, double factor,
                   const char *const *expected_names) {
    lam_lead_table table;
    GOOD(lam_lead_table_read(path, &table));
    cr_assert_eq(table.n, 2);
    cr_assert_str_eq(table.units, units);
    cr_assert_eq(table.names != NULL, expected_names != NULL);
    for (size_t i = 0; i < 6; i++) {
        double expected = factor * leads[i / 3][i % 3];
        cr_assert_float_eq(table.leads[i], expected, 1e-15 * fabs(expected));
    }
    for (size_t i = 0; i < 2 && expected_names != NULL; i++) {
        cr_assert_str_eq(table.names[i], expected_names[i]);
    }
    lam_lead_table_free(&table);
    cr_assert(table.n == 0 && table.leads == NULL && table.names == NULL);
}

static void refused(const char *path, const char *line) {
    lam_lead_table table = {.n = 77};
    cr_assert_eq(lam_lead_table_read(path, &table), LAM_ERR_INPUT);
    cr_assert_not_null(strstr(lam_error(), line), "%s", lam_error());
    cr_assert_eq(strncmp(lam_error(), path, strlen(path)), 0);
    cr_assert_null(strpbrk(lam_error(), "\n\r"));
    cr_assert_eq(table.n, 77);
}

/* ---- text ---- */

static void write_text(const char *path, const char *text) {
    write_file(path, text, strlen(text));
}

static const struct {
    const char *spelled, *units;
    double factor;
} units[] = {
    {"uV/nAm", "uV/nAm", 1},      {"uV/(nA m)", "uV/nAm", 1}, {"V/(A m)", "uV/nAm", 1e-3},
    {"V/Am", "uV/nAm", 1e-3},     {"fT/nAm", "fT/nAm", 1},    {"T/(A m)", "fT/nAm", 1e6},
    {" T/(A*m) ", "fT/nAm", 1e6}, {"fT/(nA*m)", "fT/nAm", 1},
};
enum { N_UNITS = sizeof units / sizeof units[0] };

Test(lead_table, text) {
    static const char *const words[2] = {"Fp1", "EEG002"};
    char text[200];
    for (size_t i = 0; i < N_UNITS; i++) {
        snprintf(text, sizeof text, "units %s\n1.5 -2 3e-3\n0 0.25 -100\n", units[i].spelled);
        write_text("leads.txt", text);
        expect("leads.txt", units[i].units, units[i].factor, NULL);
    }
    write_text("leads.txt", "# a head\r\n\r\n  units:\tuV/nAm\r\n\tFp1\t1.5\t-2\t0.003\r\n"
                            "# more\nEEG002 0 +.25 -1e2 \n\n");
    expect("leads.txt", "uV/nAm", 1, words);
    write_text("leads.txt", "units: V/(A m)\n1.5 -2 3e-3\n0 .25 -100.0");
    expect("leads.txt", "uV/nAm", 1e-3, NULL);
}

Test(lead_table, text_refused) {
    static const char *const bad[][2] = {
        {"", "bad.txt: no sensor; accepted: a text or HDF5 file with the lead of each sensor"},
        {"# units uV/nAm\n", "no sensor"},
        {"units fT/nAm\n", "no sensor"},
        {"1 2 3\n",
         "bad.txt: line 1: \"1 2 3\": accepted: before all sensors a line \"units UNIT\","
         " one of uV/nAm, V/(A m), fT/nAm, T/(A m)"},
        {"unitsuV/nAm\n1 2 3\n", "line 1: \"unitsuV/nAm\": accepted: before"},
        {"units\n1 2 3\n", "bad.txt: line 1: units \"\"; accepted: uV/nAm, V/(A m), fT/nAm"},
        {"\nunits mV/nAm\n1 2 3\n", "bad.txt: line 2: units \" mV/nAm\"; accepted: uV/nAm"},
        {"units uV/nAm uV/nAm\n1 2 3\n", "line 1: units"},
        {"units uV/nAm\nC3 1 2\n", "bad.txt: line 2: \"C3 1 2\": accepted: three numbers, with or "
                                   "without a name before them"},
        {"units uV/nAm\n1 2\n", "line 2"},
        {"units uV/nAm\nC 3 1 2 3\n", "line 2: \"C 3 1 2 3\""},
        {"units uV/nAm\n1,2,3\n", "line 2"},
        {"units uV/nAm\n1, 2, 3\n", "line 2"},
        {"units uV/nAm\n1 2 3\nunits fT/nAm\n", "line 3"},
        {"units uV/nAm\n1 2 3\n1 nan 3\n", "bad.txt: line 3: nan; accepted: finite numbers"},
        {"units uV/nAm\n1 2 1e999\n", "line 2: inf; accepted: finite numbers"},
        {"units T/(A m)\n1 2 1e305\n", "line 2: 1e+305; accepted: finite numbers"},
        {"units uV/nAm\nC3 1 2 3\n1 2 3\n", "bad.txt: line 3: a sensor without a name; accepted: a "
                                            "name for every sensor, or for none"},
        {"units uV/nAm\n1 2 3\nC3 1 2 3\n", "line 3: a sensor with a name; accepted"},
        {"units uV/nAm\nC3 1 2 3\nC4 1 2 3\nC3 1 2 3\n",
         "bad.txt: line 4: a second sensor \"C3\"; accepted: names that differ"},
        {"units uV/nAm\nC\xe9 1 2 3\n", "bad.txt: line 2: sensor \"C"},
        {"units uV/nAm\nC\x01 1 2 3\n", "line 2: sensor \"C \"; accepted: a name"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        write_text("bad.txt", bad[i][0]);
        refused("bad.txt", bad[i][1]);
    }
    char name[200] = "units uV/nAm\n";
    memset(name + 13, 'x', 64);
    strcpy(name + 77, " 1 2 3\n");
    write_text("bad.txt", name);
    refused("bad.txt", "accepted: a name of at most 63 bytes");
    write_file("bad.txt", "units uV/nAm\n1 2 3\0\n", 21);
    refused("bad.txt", "bad.txt: holds a byte 0; accepted");
    refused("no_such_file", "no_such_file: No such file or directory; accepted: a text or HDF5");
    refused(".", ".: is a folder; accepted");
}

/* 10,000 sensors and no more. */
Test(lead_table, many) {
    for (size_t n = 10000; n <= 10001; n++) {
        FILE *file = fopen("many.txt", "w");
        fprintf(file, "units fT/nAm\n");
        for (size_t i = 0; i < n; i++) {
            fprintf(file, "MEG%zu %zu 0 -1\n", i, i);
        }
        fclose(file);
        if (n == 10001) {
            refused("many.txt", "many.txt: line 10002: one more sensor; accepted: at most 10000");
            break;
        }
        lam_lead_table table;
        GOOD(lam_lead_table_read("many.txt", &table));
        cr_assert(table.n == n && table.leads[3 * 9999] == 9999);
        cr_assert_str_eq(table.names[9999], "MEG9999");
        lam_lead_table_free(&table);
    }
}

/* ---- HDF5 ---- */

static hid_t text_type(size_t size) {
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, size > 0 ? size : H5T_VARIABLE);
    H5Tset_strpad(type, size > 0 ? H5T_STR_SPACEPAD : H5T_STR_NULLTERM);
    return type;
}

static void add_units(hid_t leads_set, const char *text, size_t size) {
    char fixed[64];
    snprintf(fixed, sizeof fixed, "%-63s", text);
    hid_t type = text_type(size), space = H5Screate(H5S_SCALAR);
    hid_t attribute = H5Acreate2(leads_set, "units", type, space, H5P_DEFAULT, H5P_DEFAULT);
    cr_assert(H5Awrite(attribute, type, size > 0 ? (void *)fixed : (void *)&text) >= 0);
    H5Aclose(attribute);
    H5Sclose(space);
    H5Tclose(type);
}

static void add_names(hid_t file, const char *const *texts, hsize_t n, size_t size) {
    char fixed[4][80];
    for (hsize_t i = 0; i < n; i++) {
        cr_assert(i < 4 && size < 80);
        char padded[80];
        snprintf(padded, sizeof padded, "%-79s", texts[i]);
        memcpy(fixed[0] + i * size, padded, size);
    }
    hid_t type = text_type(size), space = H5Screate_simple(1, &n, NULL);
    hid_t set = H5Dcreate2(file, "names", type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    cr_assert(H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                       size > 0 ? (const void *)fixed : (const void *)texts) >= 0);
    H5Dclose(set);
    H5Sclose(space);
    H5Tclose(type);
}

/* sizes 0: texts of variable length. */
static void write_hdf5(const char *path, hid_t stored, hsize_t rows, hsize_t columns,
                       const char *unit, size_t unit_size, const char *const *texts, hsize_t n,
                       size_t name_size) {
    const hsize_t extents[2] = {rows, columns};
    hid_t file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    hid_t space = H5Screate_simple(2, extents, NULL);
    hid_t set =
        H5Dcreate2(file, "lead_field", stored, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    cr_assert(H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, leads) >= 0);
    if (unit != NULL) {
        add_units(set, unit, unit_size);
    }
    if (texts != NULL) {
        add_names(file, texts, n, name_size);
    }
    H5Dclose(set);
    H5Sclose(space);
    H5Fclose(file);
}

Test(lead_table, hdf5) {
    for (size_t i = 0; i < N_UNITS; i++) {
        write_hdf5("leads.h5", H5T_IEEE_F64BE, 2, 3, units[i].spelled, 16 * (i % 2), names, 2,
                   40 * (i / 2 % 2));
        expect("leads.h5", units[i].units, units[i].factor, names);
        write_hdf5("leads.h5", H5T_IEEE_F64LE, 2, 3, units[i].spelled, 16 * (i % 2), NULL, 0, 0);
        expect("leads.h5", units[i].units, units[i].factor, NULL);
    }
    write_hdf5("leads.h5", H5T_IEEE_F64LE, 2, 3, "uV/nAm", 63, names, 2, 79); /* filled up */
    expect("leads.h5", "uV/nAm", 1, names);
}

#define NUMBERS "/lead_field: accepted: a dataset [n, 3] of numbers, n at most 10000"

Test(lead_table, hdf5_refused) {
    static const char *const same[2] = {"C3", "C3"}, *const empty[2] = {"C3", ""};
    write_hdf5("bad.h5", H5T_IEEE_F64LE, 3, 2, "uV/nAm", 0, NULL, 0, 0);
    refused("bad.h5", "bad.h5: " NUMBERS);
    write_hdf5("bad.h5", H5T_IEEE_F64LE, 2, 3, NULL, 0, NULL, 0, 0);
    refused("bad.h5", "bad.h5: /lead_field: attribute units: no text; accepted: uV/nAm, V/(A m)");
    for (size_t size = 0; size <= 8; size += 8) {
        write_hdf5("bad.h5", H5T_IEEE_F64LE, 2, 3, "mV/nAm", size, NULL, 0, 0);
        refused("bad.h5", "/lead_field: attribute units: units \"mV/nAm");
        write_hdf5("bad.h5", H5T_IEEE_F64LE, 2, 3, "uV/nAm", size, names, 1, size);
        refused("bad.h5", "bad.h5: /names: accepted: a list of 2 texts, as many as sensors");
        write_hdf5("bad.h5", H5T_IEEE_F64LE, 2, 3, "uV/nAm", size, same, 2, size);
        refused("bad.h5", "bad.h5: /lead_field: row 1: a second sensor \"C3\"; accepted: names");
        write_hdf5("bad.h5", H5T_IEEE_F64LE, 2, 3, "uV/nAm", size, empty, 2, size);
        refused("bad.h5", "bad.h5: /lead_field: row 1: sensor \"\"; accepted: a name of");
    }
    hid_t file = H5Fcreate("bad.h5", H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    add_names(file, names, 2, 0);
    H5Fclose(file);
    refused("bad.h5", NUMBERS);
    file = H5Fopen("bad.h5", H5F_ACC_RDWR, H5P_DEFAULT);
    H5Gclose(H5Gcreate2(file, "lead_field", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    H5Fclose(file);
    refused("bad.h5", NUMBERS);
    file = H5Fopen("bad.h5", H5F_ACC_RDWR, H5P_DEFAULT);
    H5Ldelete(file, "lead_field", H5P_DEFAULT);
    H5Lmove(file, "names", file, "lead_field", H5P_DEFAULT, H5P_DEFAULT);
    H5Fclose(file);
    refused("bad.h5", NUMBERS);
    write_hdf5("whole.h5", H5T_IEEE_F64LE, 2, 3, "uV/nAm", 0, names, 2, 0);
    char *bytes = read_file("whole.h5");
    write_file("bad.h5", bytes, 300);
    refused("bad.h5", "bad.h5: cannot be opened; accepted: a text or HDF5 file");
    free(bytes);
    H5garbage_collect();
}

/* ---- anything ---- */

static lam_mt19937 rng;

static size_t below(size_t n) {
    return (size_t)(lam_mt19937_uniform(&rng) * (double)n);
}

/* Bytes become others, or a part is left out or repeated: read, or refused by one line. */
Test(lead_table, fuzz) {
    static const char text[] = "# leads of a head\nunits: V/(A m)\nFp1 1.5 -2 3e-3\n"
                               "Fp2 0 0.25 -1e2\nC3\t-0.125 1e-30 5\nPz 1 1 1\n",
                      usual[] = "0123456789-+.eE units:/()# \n\r\tVTAmfuFp";
    char bytes[2 * sizeof text];
    size_t n_read = 0, n_files = 4000;
    lam_mt19937_seed(&rng, 462);
    for (size_t i = 0; i < n_files; i++) {
        size_t size = sizeof text - 1;
        memcpy(bytes, text, size);
        if (i % 4 == 0) {
            size_t from = below(size), n = below(size - from);
            memmove(bytes + from, bytes + from + n, size - from - n);
            size -= n;
        } else if (i % 4 == 1) {
            size_t from = below(size), n = below(size - from);
            memmove(bytes + from + n, bytes + from, size - from);
            size += n;
        }
        for (size_t n = below(4); n > 0; n--) {
            bytes[below(size)] = below(4) == 0 ? (char)below(256) : usual[below(sizeof usual - 1)];
        }
        write_file("fuzz.txt", bytes, size);
        lam_lead_table table = {.n = 0};
        lam_status status = lam_lead_table_read("fuzz.txt", &table);
        if (status == LAM_OK) {
            cr_assert(table.n > 0 && isfinite(table.leads[3 * table.n - 1]));
            n_read++;
        } else {
            cr_assert_eq(status, LAM_ERR_INPUT);
            cr_assert(strlen(lam_error()) > strlen("fuzz.txt: "));
            cr_assert_null(strpbrk(lam_error(), "\n\r"));
        }
        lam_lead_table_free(&table);
    }
    cr_assert(n_read > 500 && n_read < n_files - 500, "%zu of %zu read", n_read, n_files);
}
