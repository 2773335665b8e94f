/* SPDX-License-Identifier: BSD-3-Clause
 * t1xx_erp.h - params/erp.json, read before each test: TestSuite(NAME, .init = read_erp,
 * .fini = destroy) */
#ifndef T1XX_ERP_H
#define T1XX_ERP_H

#include "t1xx_file.h"

static lam_network *network;
static const lam_model *model;

static void read_erp(void) {
    GOOD(lam_network_read(ERP, &network));
    model = lam_network_model(network);
}

static void destroy(void) {
    lam_network_destroy(network);
}

#endif
