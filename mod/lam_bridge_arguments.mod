TITLE HOC's view of its own arguments: laminae_takes

COMMENT
  laminae_takes(who, parameters [, limit ...])
                        the first line of a procedure: it refuses wrong arguments with a line that
                        begins with `who`. parameters: "KIND NAME, ..., [KIND NAME, ...]"; those
                        behind [ can be left out. KIND, or KIND|KIND:
                          number (finite), positive (above 0), amount (from 0), place (um, where
                          NEURON's 3-d points of single precision can be), fraction (0 to 1),
                          whole, count (whole, from 0), flag (0 or 1), text, object (any), or the
                          name of a template, of which nil is none
                          index: whole, from 0, below the next limit
ENDCOMMENT

NEURON {
    SUFFIX nothing
}

VERBATIM
#include "lam_bridge_arguments.h"
ENDVERBATIM

PROCEDURE laminae_takes() {
VERBATIM
    lam_bridge_takes();
ENDVERBATIM
}
