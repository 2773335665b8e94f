#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t813_regress_tmpdir - if TMPDIR is not there or is full, one line says why, or two if only the
# figure is lost. The results are whole.
set -eu
fail() { echo "$*" && exit 1; }
run() { "$LAMINAE_HOME/laminae" run erp --mesh 2,2 --tstop 2 --no-setup --quiet --out r "$@"; }

status=0
TMPDIR=$PWD/nosuch run 2>errors || status=$?
if [ $status -ne 1 ] || [ "$(wc -l <errors)" -ne 1 ] ||
    ! grep -q "^laminae: TMPDIR: No such file or directory: '$PWD/nosuch'; accepted" errors; then
    fail "no folder: status $status: $(cat errors)"
fi
[ ! -e r ] || fail "no folder: $(find r)"

run --no-plot
status=0
TMPDIR=$PWD/nosuch "$LAMINAE_HOME/tools/summary.sh" r 2>errors || status=$?
if [ $status -ne 1 ] || [ "$(wc -l <errors)" -ne 1 ] ||
    ! grep -q "TMPDIR: No such file or directory: '$PWD/nosuch'" errors; then
    fail "figure: status $status: $(cat errors)"
fi

# Programs whose files find no room, as a full disk makes them: awk says so, gnuplot does not.
mkdir bin
for program in awk gnuplot; do
    cat >bin/$program <<END
#!/bin/sh
case $program in
awk) echo 'awk: write failure (No space left on device)' >&2; exit 2 ;;
gnuplot) head -c 100 /dev/zero >picture.png ;;
esac
END
    chmod +x bin/$program
    status=0
    PATH=$PWD/bin:$PATH "$LAMINAE_HOME/tools/summary.sh" r 2>errors || status=$?
    if [ $status -ne 1 ] || [ "$(wc -l <errors)" -ne 1 ] ||
        ! grep -q '^laminae: .*\(No space left\|no room\)' errors; then
        fail "$program: status $status: $(cat errors)"
    fi
    [ "$(find r -name '*.png*')" = '' ] || fail "$program: $(ls -A r)"
    rm bin/$program
done

# In a run: two lines, no traceback, status 1, whole results.
printf '#!/bin/sh\nhead -c 100 /dev/zero >picture.png\n' >bin/gnuplot
chmod +x bin/gnuplot
status=0
PATH=$PWD/bin:$PATH run 2>errors || status=$?
if [ $status -ne 1 ] || [ "$(wc -l <errors)" -ne 2 ] ||
    ! grep -q '^laminae: summary.png could not be drawn; the results are whole$' errors; then
    fail "run: status $status: $(cat errors)"
fi
[ "$(find r -mindepth 1 | wc -l)" -eq 3 ] || fail "run: $(find r)"
