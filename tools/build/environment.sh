#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# environment.sh - part of build.sh: writes env.sh and the commands of build/bin, of which nrniv
# adds what a run needs.
# shellcheck disable=SC2034,SC2154 # variables that build.sh sets, and those that it reads

# Each file is there whole or not at all: runs go on beside a build.
write_command() { # NAME; what it is from standard input
    cat >"$build/bin/$1.part"
    chmod +x "$build/bin/$1.part"
    mv "$build/bin/$1.part" "$build/bin/$1"
}

write_environment() {
    mkdir -p "$build/bin"
    if [ -n "$mpiexec" ]; then # no link: MPICH looks for its helpers beside the name of the call
        printf '#!/bin/sh\nexec "%s" "$@"\n' "$mpiexec" | write_command mpiexec
    fi
    write_command nrniv <<END
#!/bin/sh
# NEURON without Python, with the column's mechanisms (LAMINAE_LIB: another library's folder), and
# without windows, unless it is called by nrngui.
case " \${LAMINAE_WINDOWS:-\$*} " in
*[\ /]mosinit.hoc\ *) exec "$build/bin/nrngui" "\$@" ;;
esac
lib=\${LAMINAE_LIB:-$build/lib/column}
if [ ! -r "\$lib/libnrnmech.so" ]; then
    echo "laminae: LAMINAE_LIB: '\$lib': no libnrnmech.so there; accepted: a library's folder" >&2
    exit 2
fi
CORENEURONLIB=\$lib/libcorenrnmech.so
# glibc raises this threshold by itself; left alone, memory fragments and grows from trial to trial.
MALLOC_MMAP_THRESHOLD_=\${MALLOC_MMAP_THRESHOLD_:-131072}
export CORENEURONLIB MALLOC_MMAP_THRESHOLD_
gui=-nogui
[ -z "\${LAMINAE_WINDOWS:-}" ] || gui=
# shellcheck disable=SC2086 # an option or none
exec "$nrn_home/bin/nrniv" -nopython \$gui -nobanner -dll "\$lib/libnrnmech.so" "\$@"
END
    write_command nrngui <<END
#!/bin/sh
# The same with NEURON's windows, which stay until they are closed.
refuse() {
    echo "laminae: DISPLAY: \$*; accepted: an X server, which shows NEURON's windows" >&2
    exit 2
}
[ -n "\${DISPLAY:-}" ] || refuse 'not set'
"$nrn_home/bin/nrniv" -nopython -nobanner -c 'quit()' </dev/null >/dev/null 2>&1 ||
    refuse "'\$DISPLAY' does not answer"
export LAMINAE_WINDOWS=yes
exec "$build/bin/nrniv" "$nrn_home/share/nrn/lib/hoc/nrngui.hoc" "\$@" -
END
    cat >"$here/env.sh.part" <<END
# Written by build.sh; source it: . ./env.sh
export LAMINAE_HOME='$here'
export LAMINAE_NRNHOME='$nrn_home' LAMINAE_NEURON='$neuron_owner'
export NRNHOME='$nrn_home' NEURONHOME='$nrn_home/share/nrn'
export MPI_LIB_NRN_PATH='$mpi_library'
export HOC_LIBRARY_PATH='$here:$here/hoc/run'"\${HOC_LIBRARY_PATH:+:\$HOC_LIBRARY_PATH}"
export UCX_LOG_LEVEL="\${UCX_LOG_LEVEL:-error}"
case ":\$PATH:" in *":$build/bin:"*) ;; *) export PATH="$build/bin:\$PATH" ;; esac
END
    mv "$here/env.sh.part" "$here/env.sh"
}

build_environment() {
    [ "$into" = "$build" ] || return 0
    sum=$(checksum "$here $nrn_home $neuron_owner $mpiexec $mpi_library" \
        "$here/tools/build/environment.sh")
    if is_current environment "$sum" && [ -f "$here/env.sh" ]; then return; fi
    out_of_date="$out_of_date env.sh"
    [ -z "$look" ] || return 0
    write_environment
    mark_current environment "$sum"
}
