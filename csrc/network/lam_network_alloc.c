/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_alloc.c - the memory that a network's model owns. */
#include "network/lam_network_impl.h"

#include <stdlib.h>

void *lam_network_alloc(lam_network *network, size_t count, size_t size) {
    size_t units = (count * size + sizeof(max_align_t) - 1) / sizeof(max_align_t);
    lam_block *block = lam_alloc(1, sizeof *block + units * sizeof(max_align_t));
    if (block == NULL) {
        return NULL;
    }
    block->next = network->blocks;
    network->blocks = block;
    return block->memory;
}

void lam_network_free_model(lam_network *network) {
    while (network->blocks != NULL) {
        lam_block *next = network->blocks->next;
        free(network->blocks);
        network->blocks = next;
    }
    network->model = (lam_model){.name = NULL};
    free(network->text);
    network->text = NULL;
}
