#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t260_floating_point_mode - loading our libraries leaves the processor's floating-point mode as it
# was (a library linked with -ffast-math would flush denormals in the whole process).
set -eu
cat >mode.c <<'END'
#include <dlfcn.h>
#include <stdio.h>
#include <xmmintrin.h>
int main(int argc, char **argv) {
    unsigned before = _mm_getcsr();
    for (int i = 1; i < argc; i++) {
        if (dlopen(argv[i], RTLD_LAZY | RTLD_GLOBAL) == NULL) {
            fprintf(stderr, "%s\n", dlerror());
            return 2;
        }
        if ((_mm_getcsr() ^ before) & ~0x3fU) { /* the lowest six bits are flags of past results */
            fprintf(stderr, "%s changed MXCSR from %x to %x\n", argv[i], before, _mm_getcsr());
            return 1;
        }
    }
    return 0;
}
END
case $(uname -m) in x86_64) ;; *) echo "no MXCSR on $(uname -m)" && exit 77 ;; esac
cc -O1 mode.c -o mode -ldl
lib=$LAMINAE_HOME/build/lib
for name in column probe; do
    ./mode "$NRNHOME/lib/libnrniv.so" "$lib/liblaminae.so" "$lib/$name/libcorenrnmech.so"
done
