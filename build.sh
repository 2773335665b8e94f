#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# build.sh - find NEURON 9 and MPICH, compile liblaminae and the mechanism libraries, write env.sh.
set -eu

NEURON_VERSION=9.0.2 # the wheel installed when the environment brings no NEURON

usage() {
    cat <<'END'
usage: ./build.sh [--human] [--with DIR [--column] [--name NAME] | --only NAME] [--print] [--help]

Compiles what has changed since the last build into build/ and writes env.sh:
  build/lib/liblaminae.so    the C library (csrc/)
  build/lib/column/          mechanisms of the column, NEURON and CoreNEURON
  build/lib/probe/           the lead field and traces alone, for models of your own
  build/lib/dipole/          the pair dipole, Dipole of older HNN models (NEURON only)
  build/bin/nrniv            NEURON with the column's mechanisms
  build/bin/nrngui           the same with NEURON's windows
  build/bin/laminae-NAME     the program in programs/NAME/, on liblaminae

  --human      the column's mechanisms with those of human cells (mod/human/), which the model
               duecker_et and files like it need; once given it holds for later builds, too
  --with DIR   also compile the mechanisms in DIR together with those of probe, into
               build/lib/with-NAME/, NAME being the last part of DIR. With --column: together with
               those of column, for cells of your own in a column; no name twice
  --name NAME  another NAME, as many models call their folder `mod`: a library of one folder is not
               replaced by that of another
  --only NAME  of the libraries of mechanisms this one alone, column, probe or dipole, no programs;
               column-neuron: without its part for CoreNEURON
  --print      say what would be used and what is out of date; build nothing
  --help       this text

Environment: ARCH=native   the processor to compile for (x86-64-v3 for a mixed cluster); once given
                           it holds for later builds, too
             MOD_FLAGS='-ffast-math'  added to the flags of the mechanisms; none
             BUILD=DIR  another folder than build/ for the libraries, made for another processor,
                        with other flags, or because build/ cannot be written;
                        LAMINAE_LIB=DIR/lib/column ./laminae run ... has them
             CC=gcc CXX=g++ JOBS=2 PYTHON=python3
             NRNHOME, nrnivmodl and mpiexec of your own, NEURON 9 or later, are used as they are;
             else NEURON is installed with pip into build/venv.
END
}

here=$(dirname "$(readlink -f -- "$0")") # of the file itself, where it is called through a link
build=$here/build
into=${BUILD:-$build}
clean_path=$(echo ":$PATH:" | sed "s|:$build/bin:|:|;s/^://;s/:\$//") # without our own wrappers
ARCH=${ARCH:-$(cat "$into/arch" 2>/dev/null || echo native)}
CC=${CC:-gcc} CXX=${CXX:-g++} PYTHON=${PYTHON:-python3}
JOBS=${JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)}
with='' with_column='' with_name='' with_human='' only='' print=''

# shellcheck source=tools/build/find.sh
. "$here/tools/build/find.sh"
# shellcheck source=tools/build/environment.sh
. "$here/tools/build/environment.sh"

say() { echo "build: $*"; }
refuse() { echo "build.sh: $*" >&2; exit 2; }
fail() { echo "build.sh: $*" >&2; exit 1; }

check_path() { # WHAT PATH
    case $2 in
    *[!A-Za-z0-9_./+,@=~-]*) # make, which NEURON's nrnivmodl calls, does not get along with others
        refuse "$1 '$2'; accepted: letters, digits and _ . / + , @ = ~ -" ;;
    esac
}
check_name() { # WHAT NAME
    case $2 in
    '' | [.-]* | *[!A-Za-z0-9_.+-]*)
        refuse "$1: '$2'; accepted: letters, digits and _ . + -" ;;
    esac
}
check_path "the project's path" "$here"
case $into in /*) ;; *) into=$PWD/$into ;; esac
check_path BUILD "$into"
while [ $# -gt 0 ]; do
    case $1 in
    --with=* | --name=* | --only=*)
        option=${1%%=*} value=${1#*=}
        shift
        set -- "$option" "$value" "$@"
        ;;
    esac
    case $1 in
    --with)
        [ $# -ge 2 ] || refuse "--with: no folder given; accepted: a folder of .mod files"
        with=$2
        shift
        ;;
    --name)
        [ $# -ge 2 ] || refuse "--name: no name given; accepted: a name for the library"
        with_name=$2
        check_name "$1" "$with_name"
        shift
        ;;
    --only)
        case ${2:-} in
        column | column-neuron | probe | dipole) only=$2 ;;
        *) refuse "--only: '${2:-}'; accepted: column, column-neuron, probe, dipole" ;;
        esac
        shift
        ;;
    --column) with_column=yes ;;
    --human) with_human=yes ;;
    --print) print=yes ;;
    -h | --help)
        usage
        exit
        ;;
    *)
        refuse "unknown option '$1'; accepted: --human, --with DIR, --column, --name NAME," \
            "--only NAME, --print, --help"
        ;;
    esac
    shift
done
if [ -n "$with" ]; then
    ls "$with"/*.mod >/dev/null 2>&1 || refuse "--with '$with': no .mod files there"
    with=$(cd "$with" && pwd -P)
    [ -n "$with_name" ] || check_name "--with '$with' needs a --name" "$(basename "$with")"
    with_name=with-${with_name:-$(basename "$with")}
fi
[ -z "$with_column$with_name" ] || [ -n "$with" ] ||
    refuse "--column, --name: go with --with; accepted: --with DIR --column --name NAME"
[ -z "$only" ] || [ -z "$with" ] || refuse "--only: not with --with; accepted: one of them"

# ---- what each library is made of: one list, in one place -------------------------------------
channels=$("$here/tools/library.sh" channels | tr '\n' ' ')
probe='leadfield efield lam_node lam_trace'
bridge='lam_bridge_analysis lam_bridge_arguments lam_bridge_facts lam_bridge_field
        lam_bridge_fit lam_bridge_infer lam_bridge_laminar lam_bridge_leadfield
        lam_bridge_network lam_bridge_results lam_bridge_run lam_bridge_sources
        lam_bridge_sweep lam_bridge_trace lam_bridge_trials' # NEURON only
column="$channels $probe vecstim"
human=$("$here/tools/library.sh" human | sed 's,^,human/,' | tr '\n' ' ') # of the column, if wanted
[ ! -e "$into/human" ] || with_human=yes
[ -z "$with_human" ] || column="$column $human"
compatibility='dipole dipole_pp'

# ---- flags ------------------------------------------------------------------------------------
c_flags="-std=c11 -O2 -fPIC -ffp-contract=off -march=$ARCH -D_DEFAULT_SOURCE
         -ffile-prefix-map=$here/="
# The mechanisms' state loops are vectorised, with an exponential of our own (lam_math.h) in the
# place of libm's. That takes leave to ignore traps and to multiply by reciprocals, and no more:
# -ffast-math would reorder sums and, at link time, make the whole process flush denormals to zero.
# Tuned for some processors gcc gathers table entries with an instruction that is slower than to
# load them one by one.
mod_flags="-O3 -march=$ARCH -mtune=generic -fno-trapping-math -freciprocal-math
           -include lam_math.h -fopt-info-vec-optimized
           -I$here/csrc/include -I$here/mod ${MOD_FLAGS:-}"
mod_flags=$(printf '%s' "$mod_flags" | tr -s '\n ' ' ') # one line, for make
# What is the same in all of a run (an exponent of 1) is decided before its loop, long as it may be.
fused_flags='--param max-unswitch-insns=1000'
load_flags="-L$into/lib -llaminae -Wl,-rpath,'\$\$ORIGIN/..'"

# ---- building ---------------------------------------------------------------------------------
# A part is rebuilt when the checksum of its sources and flags differs from the one it was made of.
checksum() { { echo "$1" && shift && cat "$@"; } | sha256sum; }
is_current() { [ -f "$into/stamp/$1" ] && [ "$(cat "$into/stamp/$1")" = "$2" ]; }
mark_current() { mkdir -p "$into/stamp" && echo "$2" >"$into/stamp/$1"; }

# What is compiled is kept; what no build has used for a month goes.
compile_once=$here/tools/compile_once.sh
clear_objects() { find "$objects" -type f -mtime +30 -exec rm -f {} +; }

build_library() {
    # shellcheck disable=SC2046,SC2086 # lists of files; the project's path has no spaces
    sum=$(checksum "$CC $cc_version $c_flags $c_warnings $c_includes $c_libraries" \
        $c_sources $("$here/tools/library.sh" headers))
    is_current liblaminae "$sum" && [ -f "$into/lib/liblaminae.so" ] && return
    out_of_date="$out_of_date liblaminae"
    [ -z "$look" ] || return 0
    say "compiling liblaminae ($CC, $ARCH)"
    work=$into/work/liblaminae
    rm -rf "$work" && mkdir -p "$work" "$into/lib"
    # shellcheck disable=SC2086 # lists of flags
    {
        (cd "$work" && echo "$c_sources" | COMPILER=$CC VERSION=$cc_version OBJECTS=$objects \
            xargs -P "$JOBS" -n 1 "$compile_once" $c_flags $c_warnings $c_includes -c) &&
            "$CC" -shared "$work"/*.o -o "$into/lib/liblaminae.so.part" \
                -Wl,-soname,liblaminae.so $c_libraries
    } || fail "liblaminae did not compile"
    mv "$into/lib/liblaminae.so.part" "$into/lib/liblaminae.so"
    mark_current liblaminae "$sum"
}

# Each folder of programs/ is one, which stands on the library and on the files of programs/ itself,
# and on the libraries that its file `needs` names, if there is one; without them it is left out.
# An old one is touched: then laminae sees that it is current.
build_programs() {
    for folder in "$here"/programs/*/; do
        [ -d "$folder" ] || continue # a copy without programs
        needs='' more=''
        [ ! -f "$folder/needs" ] || read -r needs <"$folder/needs"
        # shellcheck disable=SC2086 # a list of libraries
        [ -z "$needs" ] || more=$(pkg-config --cflags --libs $needs 2>/dev/null) || continue
        name=laminae-$(basename "$folder")
        # shellcheck disable=SC2046 # a list of files
        sum=$(checksum "$CC $cc_version $c_flags $c_warnings $c_includes $c_libraries $more" \
            "$folder"*.[ch] "$here"/programs/*.[ch] $("$here/tools/library.sh" headers))
        if is_current "$name" "$sum" && [ -x "$into/bin/$name" ]; then
            touch "$into/bin/$name" 2>/dev/null || true
            continue
        fi
        out_of_date="$out_of_date $name"
        [ -z "$look" ] || continue
        say "compiling $name"
        work=$into/work/$name
        rm -rf "$work" && mkdir -p "$work" "$into/bin"
        # shellcheck disable=SC2016,SC2086 # lists of flags; the loader's $ORIGIN
        {
            (cd "$work" && printf '%s\n' "$folder"*.c "$here"/programs/*.c |
                COMPILER=$CC VERSION=$cc_version OBJECTS=$objects xargs -P "$JOBS" -n 1 \
                    "$compile_once" $c_flags $c_warnings $c_includes -I"$here/programs" -c) &&
                "$CC" "$work"/*.o -o "$into/bin/$name.part" -L"$into/lib" -llaminae \
                    -Wl,-rpath,'$ORIGIN/../lib' $c_libraries $more
        } || fail "$name did not compile"
        mv "$into/bin/$name.part" "$into/bin/$name"
        mark_current "$name" "$sum"
    done
}

# The mechanisms of $with, and their files, are called otherwise than those of the column.
check_names() {
    for mod in $column $human; do
        file=$(basename "$mod").mod
        [ ! -e "$with/$file" ] ||
            refuse "--column: $file is a file of the column, too; accepted: another name"
        suffix=$(mechanism_of "$here/mod/$mod.mod")
        for file in "$with"/*.mod; do
            [ "$(mechanism_of "$file")" != "$suffix" ] ||
                refuse "--column: $(basename "$file"): the column has a mechanism $suffix, too;" \
                    "accepted: another name"
        done
    done
}

# mechanism_of FILE
mechanism_of() {
    kinds='SUFFIX|POINT_PROCESS|ARTIFICIAL_CELL'
    sed -En "s/:.*//; s/.*($kinds)[[:space:]]+([A-Za-z0-9_]+).*/\2/p" "$1" | head -1
}

# build_mechanisms NAME MODS CORE [FOLDER]: MODS for NEURON, those of CORE for CoreNEURON too, and
# every mechanism of FOLDER for both.
build_mechanisms() {
    build_part "$1" neuron "$2" "${4:-}"
    [ -z "$3" ] || [ "$only" = column-neuron ] || build_part "$1" coreneuron "$3" "${4:-}"
}

# build_part NAME ENGINE MODS FOLDER
build_part() {
    name=$1 engine=$2 mods=$3 folder=$4
    case $engine in
    neuron) set -- "$here"/csrc/include/*.h "$here"/csrc/include/laminae/*.h "$here"/mod/*.h ;;
    coreneuron)
        set -- "$here"/csrc/include/lam_*.h "$here/tools/nmodl.sh" "$here"/tools/fuse*.py \
            "$here"/mod/lam_fused*.h
        ;;
    esac
    for mod in $mods; do set -- "$@" "$here/mod/$mod.mod"; done
    if [ -n "$folder" ]; then set -- "$@" "$folder"/*.mod; fi
    case $engine in
    neuron) library=libnrnmech.so ;;
    coreneuron) library=libcorenrnmech.so ;;
    esac
    sum=$(checksum "$nrn_home $CXX $cxx_version $mod_flags $fused_flags $load_flags" "$@")
    is_current "$name-$engine" "$sum" && [ -f "$into/lib/$name/$library" ] && return
    out_of_date="$out_of_date $name-$engine"
    [ -z "$look" ] || return 0
    case $mods in *human/*) also=', with those of human cells,' ;; *) also='' ;; esac
    say "compiling the mechanisms of '$name'$also for $engine"
    neuron_headers=$(find "$nrn_home/include" -type f -print0 2>/dev/null | sort -z |
        xargs -0 cat | sha256sum)
    work=$into/work/$name/$engine
    rm -rf "$work" && mkdir -p "$work/mod" "$into/lib/$name"
    for mod in $mods; do cp "$here/mod/$mod.mod" "$work/mod"; done
    if [ -n "$folder" ]; then cp "$folder"/*.mod "$work/mod"; fi
    case $engine in
    neuron) translate nrnivmodl -incflags "$mod_flags" -loadflags "$load_flags" mod ;;
    coreneuron)
        translate nrnivmodl-core -p "$JOBS" -m "$here/tools/nmodl.sh" -i "$mod_flags" \
            -l "$load_flags" mod
        fuse
        ;;
    esac
    rm -rf "$work/headers" # large
    mv "$work"/*/"$library" "$into/lib/$name/"
    mark_current "$name-$engine" "$sum"
}

# Kernels that compute channels by runs of alike segments, from what nmodl wrote (docs/kernels.md):
# compiled as the mechanisms are and linked with them, in the way of some of the engine's functions.
fuse() {
    parts=x86_64/corenrn
    (cd "$work" && "$PYTHON" -B "$here/tools/fuse.py" $parts/mod2c $parts/mod2c/lam_fused.cpp &&
        compiling_once make -f "$nrn_home/share/coreneuron/nrnivmodl_core_makefile" \
            ROOT="$nrn_home" INCFLAGS="$mod_flags $fused_flags" \
            $parts/build/lam_fused.o) >>"$work/log" 2>&1 || {
        say "the mechanisms of '$name' stay separate; why is in ${work#"$here"/}/log"
        return 0
    }
    passed_by=''
    for function in 8modl_regEv 17nrn_solve_minimalEPNS_9NrnThreadE \
        19nrn_cur_capacitanceEPNS_9NrnThreadEPNS_9Memb_listEi \
        25setup_tree_matrix_minimalEPNS_9NrnThreadE 16nrn_get_mechnameEi; do
        passed_by="$passed_by -Wl,--wrap=_ZN10coreneuron$function"
    done
    rm "$work"/*/"$library"
    translate nrnivmodl-core -p "$JOBS" -m "$here/tools/nmodl.sh" -i "$mod_flags" \
        -l "$parts/build/lam_fused.o $passed_by $load_flags" mod
}

compiling_once() {
    env "COMPILER=$CXX" "VERSION=$cxx_version, $neuron_headers" "NMODL=$nrn_home/bin/nmodl" \
        "OBJECTS=$objects" "HEADERS=$work/headers" "PATH=$nrn_bin:$PATH" "CXX=$compile_once" "$@"
}

# Judged by the library it makes: the wheel's nrnivmodl-core also looks for nrnivmodl's `special`.
# Where it makes none, none of other sources is left in its place.
translate() {
    (cd "$work" && compiling_once "$@" >>log 2>&1) || true
    if ls "$work"/*/"$library" >/dev/null 2>&1; then return; fi
    rm -f "$into/lib/$name/$library" "$into/stamp/$name-$engine"
    show_errors >&2
    case $name,$engine in
    with-*,coreneuron)
        hint="; the part for NEURON is there, for --engine neuron: LAMINAE_LIB=$into/lib/$name" ;;
    *) hint='' ;;
    esac
    fail "'$name' did not compile for $engine: ${work#"$here"/}/log has all that was said$hint"
}

# The files that did not compile, and what the compilers and translators said against them, without
# what they say besides.
show_errors() {
    sed -En 's,^make: .*[ /]([^ /]*)\.(o|cpp)\] Error.*,\1.mod does not compile:,p' "$work/log" |
        sort -u
    awk '
    /^Traceback/ { exit }
    /^make|^NOTE|optimized:|\[warning\]|warning:/ { shown = 0; next }
    tolower($0) ~ /error|illegal|undefined (reference|symbol)/ { shown = 3 }
    shown-- > 0 && n++ < 15' "$work/log" | sed "s|$work/||g;s/^/    /"
}

# ---- all of it --------------------------------------------------------------------------------
# What is out of date goes into out_of_date and is built, unless $look. What a user adds comes last:
# whatever happens to it, all else is there.
build_all() {
    out_of_date=''
    if ! find_neuron; then
        out_of_date=NEURON
        if [ -n "$look" ]; then return; fi
        install_neuron
    fi
    nrn_version=$(neuron_version)
    case $nrn_version in
    9.* | [1-9][0-9].*) ;;
    *) refuse "NEURON $nrn_version in $nrn_home; accepted: 9 or later" ;;
    esac
    cxx_version="${compilers#* }, NEURON $nrn_version"
    build_library
    if [ -z "$only" ]; then build_programs; fi
    case $only in '' | column*) build_mechanisms column "$column $bridge" "$column" ;; esac
    case $only in '' | probe) build_mechanisms probe "$probe $bridge" "$probe" ;; esac
    case $only in '' | dipole) build_mechanisms dipole "$compatibility" '' ;; esac
    build_environment
    if [ -n "$with" ]; then build_with; fi
}

# The library knows which folder it was made of.
build_with() {
    made_of=$(cat "$into/lib/$with_name/made_of" 2>/dev/null || echo "$with")
    if [ "$made_of" != "$with" ]; then
        [ ! -d "$made_of" ] || refuse "--with '$with': ${into#"$here"/}/lib/$with_name is made of" \
            "'$made_of'; accepted: --name and another name"
        out_of_date="$out_of_date $with_name"
    fi
    if [ -z "$look" ]; then
        if [ "$made_of" != "$with" ]; then
            say "${into#"$here"/}/lib/$with_name is replaced: '$made_of', of which it was, is gone"
            rm -rf "${into:?}/lib/$with_name" "$into/stamp/$with_name"-*
        fi
        mkdir -p "$into/lib/$with_name"
        echo "$with" >"$into/lib/$with_name/made_of"
    fi
    if [ -n "$with_column" ]; then
        build_mechanisms "$with_name" "$column $bridge" "$column" "$with"
    else
        build_mechanisms "$with_name" "$probe $bridge" "$probe" "$with"
    fi
}

# One build at a time.
lock() {
    if [ -n "$lacking" ]; then echo "$lacking" >&2 && exit 2; fi
    mkdir -p "$objects" "$into" 2>/dev/null || true
    for folder in "$objects" "$into"; do
        [ -w "$folder" ] || refuse "out of date:$out_of_date; '$folder' cannot be written;" \
            "accepted: BUILD=DIR, a folder of yours, or ./laminae ... --no-setup with what is there"
    done
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$(dirname "$objects")/lock"
        flock -n 9 || { say "waiting for another build" && flock 9; }
    fi
    echo "$ARCH" >"$into/arch"
    [ -z "$with_human" ] || touch "$into/human"
    printf '%s\n' "$compilers" "$c_libraries" "$c_includes" >"$into/tools"
}

find_tools
find_mpi
objects=$build/objects
[ "$into" = "$build" ] || [ ! -e "$build" ] || [ -w "$build" ] || objects=$into/objects
[ -z "$with_column" ] || check_names
look=yes
build_all
if [ -z "$print" ] && [ -n "$out_of_date" ]; then # else nothing is to be waited for
    lock
    look=''
    build_all
fi
if [ "$out_of_date" = NEURON ]; then say "NEURON $NEURON_VERSION would be installed" && exit 0; fi
if [ -n "$print" ] || [ -n "$out_of_date" ]; then
    say "NEURON $nrn_version in ${nrn_home#"$here"/}, $CC $cc_version for $ARCH," \
        "MPI ${mpi_library:-none: one rank only}"
fi
if [ -n "$print" ]; then
    say "out of date:${out_of_date:- nothing}"
elif [ -n "$out_of_date" ]; then
    clear_objects
    if [ "$into" != "$build" ]; then
        say "done; to use it: LAMINAE_LIB=$into/lib/column"
    else
        say "done; to use it in a shell: . ./env.sh"
    fi
fi
[ -z "$with" ] || [ -n "$print" ] || say "of '$with': LAMINAE_LIB=$into/lib/$with_name"
