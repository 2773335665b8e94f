: SPDX-License-Identifier: BSD-3-Clause
TITLE HOC's view of what is known of a network or an electrode array: laminae_fact*

COMMENT
  laminae_fact(whose, way ...)              returns a number, or a flag as 0 or 1. Of a list: how
                                            many there are, or with a number the one at that place
  laminae_fact_text(whose, way ..., strdef)
  laminae_facts(whose, way ..., vector)     numbers. A list without a number on the way: those of
                                            each of its entries in turn
whose: a network's handle, or "array" and a handle of laminae_array_create. The way is names of
lists, each with a number from 0, then the name of the fact; docs/facts.md has all names:
  laminae_fact(network, "cell_types", 0, "sections", 2, "L_um")        of one section
  laminae_facts(network, "cell_types", 0, "sections", "L_um", vector)  of every section
  laminae_fact(network, "populations")                                 how many populations
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_facts.h"
ENDVERBATIM

FUNCTION laminae_fact() {
VERBATIM
    return lam_bridge_fact();
ENDVERBATIM
}

PROCEDURE laminae_fact_text() {
VERBATIM
    lam_bridge_fact_text();
ENDVERBATIM
}

PROCEDURE laminae_facts() {
VERBATIM
    lam_bridge_facts();
ENDVERBATIM
}
