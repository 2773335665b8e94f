#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t770_two_hosts - ranks on two hosts, which are network namespaces here and reach each other by TCP
# alone, fire the spikes of one rank.
set -eu
fail() { echo "$*" && exit 1; }
host=lam$$-
clear() { for n in 1 2; do ip netns del $host$n 2>/dev/null || true; done; }
trap clear EXIT
trap 'exit 1' HUP INT TERM
{
    ip netns add ${host}1 && ip netns add ${host}2 &&
        ip link add lam1 netns ${host}1 type veth peer name lam2 netns ${host}2
} 2>/dev/null || { echo 'no network namespaces here' && exit 77; }
for n in 1 2; do
    ip -n $host$n address add 10.99.0.$n/24 dev lam$n
    ip -n $host$n link set lo up
    ip -n $host$n link set lam$n up
done
for n in 1 2; do
    until ip -n $host$n -br link show lam$n | grep -q ' UP '; do sleep 0.1; done
done

# In place of ssh: remote OPTION ... ADDRESS COMMAND
cat >remote <<END
#!/bin/sh
while [ "\${1#-}" != "\$1" ]; do shift; done
name=$host\${1##*.}
shift
exec ip netns exec "\$name" sh -c "\$*"
END
chmod +x remote
printf '10.99.0.1\n10.99.0.2\n' >hosts

run() { # OUT COMMAND ...
    out=$1
    shift
    "$@" -c 'strdef mesh, out' -c 'mesh = "3,3"' -c "out = \"$out\"" -c 'tstop_ms = 30' \
        "$LAMINAE_HOME/main.hoc" </dev/null >"$out.log" 2>&1 ||
        grep -q '^done in' "$out.log" || fail "$out: $(cat "$out.log")"
}
run one nrniv
export UCX_TLS=tcp,self # else the ranks notice that they can share memory
# Over TCP MPICH 4.0.2 sometimes does not come back from MPI_Finalize, when all is done: any two ranks.
run two timeout -k 1 30 ip netns exec ${host}1 mpiexec -f hosts -launcher ssh \
    -launcher-exec "$PWD/remote" -localhost 10.99.0.1 -n 2 nrniv -mpi
grep -q '24 cells on 2 ranks' two.log || fail "$(cat two.log)"
[ "$(wc -l <one/spikes_0.txt)" -gt 20 ] || fail "few spikes: $(cat one/spikes_0.txt)"
cmp one/spikes_0.txt two/spikes_0.txt
bytes=$(ip -n ${host}2 -s link show lam2 | awk 'is_next { print $1; exit } { is_next = /RX:/ }')
[ "$bytes" -gt 50000 ] || fail "only $bytes bytes went from host to host"
