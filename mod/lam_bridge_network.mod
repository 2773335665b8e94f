: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of a network description: laminae_network_*

COMMENT
Each function unpacks its arguments and calls one function of liblaminae; laminae.h says what the
numbers mean and in which units they are. A network is held as a number, its handle; indices count
from 0; texts are returned in strdef arguments, lists in Vector arguments, which are resized.
  laminae_network_open(path, drives, config, changes, inplane_um [, probes, sensors])
                                                      returns the handle; "" and 0 have no effect;
                                                      changes: PATH=VALUE, a line each; probes:
                                                      NAME=X,Y,Z0:Z1:DZ[,METHOD], a line each
  laminae_network_copy(handle)                        returns the handle of another one like it
  laminae_network_free(handle)
  laminae_network_compare(built, other, max_delay_ms, structure, flags, cell_types, connections)
                                                      what of a built network is different in
                                                      another; structure: strdef, "": what is
                                                      built can follow; flags, a Vector: Ra,
                                                      thresholds, sensors, what counts at rest;
                                                      Vectors of places
  laminae_network_swap(one, other)                    each handle gets what the other one had
  laminae_network_set(handle, path, value)            what --set does; from then on all functions
                                                      below return the new state
  laminae_network_change(handle, lines)               several at once, PATH=VALUE, a line each
  laminae_network_put(handle, path, number or text or vector)
  laminae_network_put_flag(handle, path, 0 or 1)
  laminae_network_insert(handle, path)                a new object where there is nothing yet
  laminae_network_append(handle, key)                 a new object in a list; returns its place
  laminae_network_update(handle)                      after such changes
  laminae_network_pick(handle, pattern, source_gid, target_gid, vector)     -1: any
  laminae_network_remove(handle, pattern), laminae_network_scale(handle, pattern, key, factor)
  laminae_network_gains(handle, e_e, e_i, i_e, i_i)   below 0: as it is
  laminae_network_clear(handle, drives, connections), laminae_network_rename(handle, from, to)
  laminae_network_template(handle, cell type, HOC template, own_shape)
  laminae_network_sum(handle)                         returns a check sum of the network
  laminae_network_warnings(handle)                    prints them on standard error
  laminae_network_describe(handle, paths)             prints tables, or what can be set
  laminae_network_paths(handle, strdef)               lines PATH VALUE UNIT of what can be set
  laminae_network_export(handle, file, lossy, force)  HNN-core's network file
  laminae_network_memory(handle, max_delay_ms)        returns the bytes that it takes when built
  laminae_is_ours(mechanism)                          returns whether it is one of those in mod/
  laminae_connection_sources(handle, connection, target_gid, max_delay_ms, gids, weights_uS,
                             delays_ms)
  laminae_deal(handle, rank, n_ranks, gids)           the cells of a rank
  laminae_place(gid [, place])                        with a place: keeps it for the gid. Returns
                                                      the gid's place, 0: none has been given since
                                                      laminae_forget_places()
  laminae_threshold(handle, gid)                      returns mV
  laminae_position(handle, gid, vector)               x y z (um)
  laminae_drive_events(handle, drive, cell, trial, seed, tstop_ms, vector)    event times (ms)
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_calls.h"
ENDVERBATIM

FUNCTION laminae_network_open() {
VERBATIM
    lam_network* network = lam_bridge_open_network();
    lam_bridge.networks.push_back(network);
    return static_cast<double>(lam_bridge.networks.size());
ENDVERBATIM
}

FUNCTION laminae_network_copy() {
VERBATIM
    lam_network* network = nullptr;
    lam_bridge_check(lam_network_copy(lam_bridge_network(1), &network));
    lam_bridge.networks.push_back(network);
    return static_cast<double>(lam_bridge.networks.size());
ENDVERBATIM
}

PROCEDURE laminae_network_free() {
VERBATIM
    lam_network_destroy(lam_bridge_network(1));
    lam_bridge.networks[static_cast<size_t>(lam_bridge_number(1)) - 1] = nullptr;
ENDVERBATIM
}

PROCEDURE laminae_network_compare() {
VERBATIM
    lam_bridge_compare(lam_bridge_network(1), lam_bridge_network(2));
ENDVERBATIM
}

PROCEDURE laminae_network_swap() {
VERBATIM
    lam_network_swap(lam_bridge_network(1), lam_bridge_network(2));
ENDVERBATIM
}

PROCEDURE laminae_network_set() {
VERBATIM
    lam_bridge_check(lam_network_set(lam_bridge_network(1), lam_bridge_text(2),
                                     lam_bridge_text(3)));
ENDVERBATIM
}

PROCEDURE laminae_network_change() {
VERBATIM
    lam_bridge_check(lam_network_change(lam_bridge_network(1), lam_bridge_text(2)));
ENDVERBATIM
}

PROCEDURE laminae_network_put() {
VERBATIM
    lam_network* network = lam_bridge_network(1);
    if (lam_bridge_is_text(3)) {
        lam_bridge_check(lam_network_put_text(network, lam_bridge_text(2), lam_bridge_text(3)));
    } else if (lam_bridge_is_number(3)) {
        lam_bridge_check(lam_network_put_number(network, lam_bridge_text(2), lam_bridge_number(3)));
    } else {
        lam_bridge_check(lam_network_put_numbers(network, lam_bridge_text(2), lam_bridge_size(3),
                                                 vector_vec(lam_bridge_vector_at(3))));
    }
ENDVERBATIM
}

PROCEDURE laminae_network_put_flag() {
VERBATIM
    lam_bridge_check(
        lam_network_put_flag(lam_bridge_network(1), lam_bridge_text(2), lam_bridge_number(3) != 0));
ENDVERBATIM
}

PROCEDURE laminae_network_insert() {
VERBATIM
    lam_bridge_check(lam_network_insert(lam_bridge_network(1), lam_bridge_text(2)));
ENDVERBATIM
}

FUNCTION laminae_network_append() {
VERBATIM
    size_t place;
    lam_bridge_check(lam_network_append(lam_bridge_network(1), lam_bridge_text(2), &place));
    return static_cast<double>(place);
ENDVERBATIM
}

PROCEDURE laminae_network_update() {
VERBATIM
    lam_bridge_check(lam_network_update(lam_bridge_network(1)));
ENDVERBATIM
}

PROCEDURE laminae_network_pick() {
VERBATIM
    size_t n, *places;
    double from = lam_bridge_number(3), to = lam_bridge_number(4);
    lam_bridge_check(lam_network_pick(lam_bridge_network(1), lam_bridge_text(2),
                                      from < 0 ? SIZE_MAX : lam_bridge_count(3, "gid"),
                                      to < 0 ? SIZE_MAX : lam_bridge_count(4, "gid"), &n, &places));
    lam_bridge_set_vector(5, n, places);
    free(places);
ENDVERBATIM
}

PROCEDURE laminae_network_remove() {
VERBATIM
    lam_bridge_check(lam_network_remove_connections(lam_bridge_network(1), lam_bridge_text(2)));
ENDVERBATIM
}

PROCEDURE laminae_network_scale() {
VERBATIM
    lam_bridge_check(lam_network_scale_connections(lam_bridge_network(1), lam_bridge_text(2),
                                                   lam_bridge_text(3), lam_bridge_number(4)));
ENDVERBATIM
}

PROCEDURE laminae_network_gains() {
VERBATIM
    double gains[4];
    for (int i = 0; i < 4; i++) {
        gains[i] = lam_bridge_number(i + 2) < 0 ? NAN : lam_bridge_number(i + 2);
    }
    lam_bridge_check(lam_network_set_gains(lam_bridge_network(1), gains[0], gains[1], gains[2],
                                           gains[3]));
ENDVERBATIM
}

PROCEDURE laminae_network_clear() {
VERBATIM
    lam_bridge_check(
        lam_network_clear(lam_bridge_network(1), lam_bridge_number(2) != 0,
                          lam_bridge_number(3) != 0));
ENDVERBATIM
}

PROCEDURE laminae_network_rename() {
VERBATIM
    lam_bridge_check(
        lam_network_rename(lam_bridge_network(1), lam_bridge_text(2), lam_bridge_text(3)));
ENDVERBATIM
}

PROCEDURE laminae_network_template() {
VERBATIM
    lam_bridge_check(lam_network_use_template(lam_bridge_network(1), lam_bridge_text(2),
                                              lam_bridge_text(3), lam_bridge_number(4) != 0));
ENDVERBATIM
}

FUNCTION laminae_network_sum() {
VERBATIM
    double sum;
    lam_bridge_check(lam_network_sum(lam_bridge_network(1), &sum));
    return sum;
ENDVERBATIM
}

PROCEDURE laminae_network_warnings() {
VERBATIM
    std::istringstream lines(lam_network_warnings(lam_bridge_network(1)));
    for (std::string line; std::getline(lines, line);) {
        fprintf(stderr, "laminae: warning: %s\n", line.c_str());
    }
ENDVERBATIM
}

PROCEDURE laminae_network_describe() {
VERBATIM
    char* text = nullptr;
    auto describe = lam_bridge_number(2) != 0 ? lam_describe_paths : lam_describe;
    lam_bridge_check(describe(lam_bridge_network(1), &text));
    std::unique_ptr<char, void (*)(void*)> owned(text, free);
    fflush(stdout);
    if (fputs(text, stdout) == EOF || fflush(stdout) != 0) {
        lam_bridge_fail(std::string("standard output: ") + strerror(errno));
    }
ENDVERBATIM
}

PROCEDURE laminae_network_paths() {
VERBATIM
    char* text = nullptr;
    lam_bridge_check(lam_describe_paths(lam_bridge_network(1), &text));
    std::unique_ptr<char, void (*)(void*)> owned(text, free);
    lam_bridge_set_text(2, text);
ENDVERBATIM
}

PROCEDURE laminae_network_export() {
VERBATIM
    lam_bridge_check(
        lam_network_export(lam_bridge_network(1), lam_bridge_text(2), lam_bridge_number(3) != 0,
                           lam_bridge_number(4) != 0));
ENDVERBATIM
}

FUNCTION laminae_network_memory() {
VERBATIM
    double bytes;
    lam_bridge_check(lam_network_memory(lam_bridge_network(1), lam_bridge_number(2), &bytes));
    return bytes;
ENDVERBATIM
}

FUNCTION laminae_is_ours() {
VERBATIM
    return lam_mechanism_is_ours(lam_bridge_text(1));
ENDVERBATIM
}

PROCEDURE laminae_connection_sources() {
VERBATIM
    lam_bridge_connection_sources(lam_bridge_network(1));
ENDVERBATIM
}

PROCEDURE laminae_deal() {
VERBATIM
    size_t n, *gids;
    lam_bridge_check(lam_network_deal(lam_bridge_network(1), lam_bridge_count(2, "rank"),
                                      lam_bridge_count(3, "ranks"), &n, &gids));
    lam_bridge_set_vector(4, n, gids);
    free(gids);
ENDVERBATIM
}

FUNCTION laminae_place() {
VERBATIM
    size_t gid = lam_bridge_count(1, "gid");
    if (ifarg(2)) {
        lam_bridge.places[gid] = lam_bridge_number(2);
    }
    auto found = lam_bridge.places.find(gid);
    return found == lam_bridge.places.end() ? 0 : found->second;
ENDVERBATIM
}

PROCEDURE laminae_forget_places() {
VERBATIM
    lam_bridge.places.clear();
ENDVERBATIM
}

FUNCTION laminae_threshold() {
VERBATIM
    const lam_network* network = lam_bridge_network(1);
    double threshold_mV;
    lam_bridge_check(lam_network_threshold(network, lam_bridge_count(2, "gid"), &threshold_mV));
    return threshold_mV;
ENDVERBATIM
}

PROCEDURE laminae_position() {
VERBATIM
    const lam_network* network = lam_bridge_network(1);
    double xyz[3];
    size_t gid = lam_bridge_index(2, lam_network_model(network)->n_gids, "gid");
    lam_bridge_check(lam_network_position(network, gid, xyz));
    lam_bridge_set_vector(3, 3, xyz);
ENDVERBATIM
}

PROCEDURE laminae_drive_events() {
VERBATIM
    const lam_network* network = lam_bridge_network(1);
    size_t drive = lam_bridge_index(2, lam_network_model(network)->n_drives, "drive"), n;
    double* times_ms;
    lam_bridge_check(lam_drive_events(network, drive, lam_bridge_count(3, "cell"),
                                      lam_bridge_count(4, "trial"), lam_bridge_integer(5, "seed"),
                                      lam_bridge_number(6), &n, &times_ms));
    lam_bridge_set_vector(7, n, times_ms);
    free(times_ms);
ENDVERBATIM
}
