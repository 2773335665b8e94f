#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t801_regress_ranks_refused - more ranks than a network has cells, and groups that do not divide
# the ranks, are refused before any rank starts. The ranks themselves refused them, when all had
# been started.
set -u
failed=0
mkdir bin
printf '#!/bin/sh\ntouch "%s/started"\n' "$PWD" >bin/mpiexec
chmod +x bin/mpiexec
PATH=$PWD/bin:$PATH # found before the one of env.sh
# refused WHAT OPTION ...
refused() {
    what=$1 status=0
    shift
    "$LAMINAE_HOME/laminae" run erp --no-setup --no-plot "$@" >output 2>errors || status=$?
    if [ $status -ne 2 ] || [ "$(wc -l <errors)" -ne 1 ] || ! grep -q "^laminae: $what" errors ||
        [ -s output ] || [ -e results ] || [ -e started ]; then
        echo "$*: status $status, expected one line with '$what', status 2 and no ranks:"
        cat output errors
        failed=1
    fi
    rm -f started
}
refused "ranks: 4000; accepted: at most the network's 270 cells" --np 4000
refused 'ranks: 4000 in 10 groups; accepted: .* 270 cells' --np 4000 --trials 10
refused 'ranks: 4000 in 500 groups; accepted: .* 4 cells' --np 4000 --groups 500 --trials 999 --mesh 1,1
refused 'groups: 3; accepted: a number that divides the 8 ranks' --groups 3 --np 08
refused '.*threads: .4000.; accepted: .* from 1 to 1000' --threads 4000
refused 'ranks: 4000.* 12 cells' --set drives.evprox1.mu=30 --set grid.nx=2 --set grid.ny=2 --np 4000

# As many as there are trials are not too many.
"$LAMINAE_HOME/laminae" run erp --no-setup --no-plot --mesh 1,1 --np 4000 --trials 4000 --threads 4
[ -e started ] || { echo 'one rank a trial was not let through' && failed=1; }
exit $failed
