/* SPDX-License-Identifier: BSD-3-Clause
 * lam_bridge_facts.h - the arguments of laminae_fact and its like: whose fact, and the way to it.
 */
#ifndef LAM_BRIDGE_FACTS_H
#define LAM_BRIDGE_FACTS_H

#include "lam_bridge_sources.h"

/* (network, ...) or ("array", handle, ...), then names of lists, each with a number or without,
 * and the name of the fact; before the last argument, where that is what the answer goes to. */
struct lam_bridge_question {
    lam_owner owner;
    std::vector<lam_step> steps;
    int last = 1; /* argument */

    explicit lam_bridge_question(bool has_answer) {
        int first = begin();
        while (ifarg(last + 1)) {
            last++;
        }
        for (int i = first; i <= last - has_answer; i++) {
            lam_step step = {lam_bridge_text(i), LAM_EACH};
            if (i < last - has_answer && lam_bridge_is_number(i + 1)) {
                step.entry = lam_bridge_count(++i, step.name);
            }
            steps.push_back(step);
        }
    }

  private:
    int begin() { /* returns the first argument of the way */
        if (!lam_bridge_is_text(1)) {
            owner = lam_network_owner(lam_bridge_network(1));
            return 2;
        }
        if (strcmp(lam_bridge_text(1), "array") != 0) {
            lam_bridge_wrong(1, "a network's handle, or \"array\" and a handle");
        }
        owner = lam_array_owner(lam_bridge_array(2));
        return 3;
    }
};

/* laminae_fact. */
inline double lam_bridge_fact() {
    double fact;
    lam_bridge_question asked(false);
    lam_bridge_check(lam_fact(asked.owner, asked.steps.size(), asked.steps.data(), &fact));
    return fact;
}

/* laminae_fact_text. */
inline void lam_bridge_fact_text() {
    const char *text;
    lam_bridge_question asked(true);
    lam_bridge_check(lam_fact_text(asked.owner, asked.steps.size(), asked.steps.data(), &text));
    lam_bridge_set_text(asked.last, text);
}

/* laminae_facts. */
inline void lam_bridge_facts() {
    size_t n;
    double *facts;
    lam_bridge_question asked(true);
    lam_bridge_vector_at(asked.last);
    lam_bridge_check(lam_facts(asked.owner, asked.steps.size(), asked.steps.data(), &n, &facts));
    std::unique_ptr<double, void (*)(void *)> owned(facts, free);
    lam_bridge_set_vector(asked.last, n, facts);
}

#endif
