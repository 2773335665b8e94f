#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# find.sh - part of build.sh: finds compilers, C libraries, MPI, and NEURON, which it installs if
# there is none.
# shellcheck disable=SC2034,SC2154 # variables that build.sh sets, and those that it reads

need() {
    command -v "$1" >/dev/null 2>&1 || refuse "$1 is missing; install $2"
}

check_tools() {
    need "$CC" gcc
    need "$CXX" g++
    need make make
    need pkg-config pkg-config
    "$here/tools/library.sh" libraries >/dev/null || exit 2
}

# On a machine that only runs what another one has compiled they may be missing: what they were when
# that was built then counts. `lacking` says what is missing, if anything is.
find_tools() {
    if lacking=$( (check_tools) 2>&1); then
        compilers="$("$CC" -dumpfullversion) $("$CXX" -dumpfullversion)"
        c_libraries=$("$here/tools/library.sh" libraries)
        c_includes=$("$here/tools/library.sh" includes)
    elif [ -f "$into/tools" ]; then
        { read -r compilers && IFS= read -r c_libraries && IFS= read -r c_includes; } <"$into/tools"
    else
        echo "$lacking" >&2
        exit 2
    fi
    cc_version=${compilers% *}
    c_warnings=$("$here/tools/library.sh" warnings)
    c_sources=$("$here/tools/library.sh" sources)
}

# The first of these: NRNHOME, the NEURON of the nrnivmodl on the PATH if it is new enough, the one
# that env.sh was written for, the wheel in build/venv. What env.sh itself exported does not count.
find_neuron() {
    nrn_home=${NRNHOME:-}
    [ "$nrn_home" != "${LAMINAE_NRNHOME:-}" ] || nrn_home=''
    [ -n "$nrn_home" ] || nrn_home=$(neuron_on_path)
    [ -n "$nrn_home" ] || [ ! -f "$here/env.sh" ] || nrn_home=$(sed -n \
        "s/^export LAMINAE_NRNHOME='\(.*\)' LAMINAE_NEURON='own'$/\1/p" "$here/env.sh")
    neuron_owner=own
    if [ -z "$nrn_home" ]; then
        neuron_owner=wheel
        nrn_home=$(echo "$build"/venv/lib/python3*/site-packages/neuron/.data)
        [ -e "$build/venv/complete" ] || return 1 # a killed installation is made again
    fi
    case $nrn_home in # a wheel's nrnivmodl needs what the script of that name beside python adds
    */site-packages/neuron/.data) nrn_bin=${nrn_home%/lib/python3*}/bin ;;
    *) nrn_bin=$nrn_home/bin ;;
    esac
    [ -x "$nrn_home/bin/nrniv" ] || [ $neuron_owner = wheel ] ||
        refuse "NRNHOME '$nrn_home': no bin/nrniv there; accepted: the folder of a NEURON"
    [ -x "$nrn_home/bin/nrniv" ]
}

neuron_on_path() {
    file=$(PATH=$clean_path command -v nrnivmodl) || return 0
    bin=$(dirname "$file")
    for place in "$bin/.." "$bin"/../lib/python3*/site-packages/neuron/.data; do
        if [ -x "$place/bin/nrniv" ] && [ -e "$place/share/nrn" ]; then
            case $(nrn_home=$place neuron_version) in
            9.* | [1-9][0-9].*) (cd "$place" && pwd -P) ;;
            *) say "the NEURON of $file is not used: 9 or later is needed" >&2 ;;
            esac
        fi
    done
}

install_neuron() {
    need "$PYTHON" python3
    say "installing NEURON $NEURON_VERSION into build/venv"
    rm -rf "$build/venv"
    "$PYTHON" -m venv "$build/venv" || refuse "python3 -m venv failed; install python3-venv"
    "$build/venv/bin/pip" install --quiet --disable-pip-version-check "neuron==$NEURON_VERSION" ||
        fail "pip could not install neuron==$NEURON_VERSION"
    touch "$build/venv/complete"
    find_neuron || fail "the NEURON wheel has no nrniv in $nrn_home/bin"
}

find_mpi() {
    mpiexec=$(PATH=$clean_path command -v mpiexec.mpich || PATH=$clean_path command -v mpiexec ||
        true)
    mpi_library=${MPI_LIB_NRN_PATH:-}
    for file in /usr/lib/*/libmpich.so /usr/lib/*/libmpich.so.12 /usr/lib64/mpich/lib/libmpi.so; do
        if [ -z "$mpi_library" ] && [ -e "$file" ]; then mpi_library=$file; fi
    done
}

neuron_version() {
    NEURONHOME=$nrn_home/share/nrn "$nrn_home/bin/nrniv" -nopython --version 2>/dev/null |
        sed -n 's/.*VERSION \([0-9.]*\).*/\1/p;s/^\([0-9][0-9.]*\).*/\1/p' | head -1
}
