#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t986_fit_peers - CMA-ES needs about as few evaluations as PyPI's `cma`, the Gaussian process as few as
# one of scikit-learn's, on sphere, Rosenbrock's and Ackley's functions, and where the least value is at
# bounds. Installs them into build/fit_peers.
set -eu
home=$LAMINAE_HOME/build/fit_peers
python=$home/bin/python
can_run() { "$python" -c 'import cma, scipy, sklearn' >/dev/null 2>&1; }
can_run || {
    python3 -m venv "$home" && "$python" -m pip install --quiet --disable-pip-version-check \
        cma==4.5.0 scikit-learn==1.7.2 && can_run
} || { echo "no cma or scikit-learn" && exit 77; }
library() { "$LAMINAE_HOME/tools/library.sh" "$1"; }
# shellcheck disable=SC2046 # lists of flags
cc -std=c11 -O2 -D_DEFAULT_SOURCE $(library includes) "$LAMINAE_TESTS/check-long/fit_peers.c" -o peers \
    -L"$LAMINAE_HOME/build/lib" -llaminae -Wl,-rpath,"$LAMINAE_HOME/build/lib" $(library libraries)
./peers >ours.txt
"$python" "$LAMINAE_TESTS/check-long/fit_peers.py" <ours.txt
