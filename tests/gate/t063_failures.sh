#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t063_failures - a test that fails says which line of it does not hold, in each language of tests, also
# a shell script that fails without a word, or with one that does not say where; what passes and what is
# skipped is one line. A C test whose child got stuck before it began is run once more, soon.
set -eu
mkdir -p tree/tests/gate check
for name in csrc tools; do ln -s "$LAMINAE_HOME/$name" tree; done
cp -r "$LAMINAE_TESTS/run.sh" "$LAMINAE_TESTS/lib" tree/tests
ln -s "$LAMINAE_CHECK/libsanitized.so" check

cat >tree/tests/gate/t001_shell.sh <<'END'
set -eu
trap 'rm -f x' EXIT
is_same() {
    [ "$1" = "$2" ]
}
is_same a a
is_same a b
END
cat >tree/tests/gate/t002_hoc.hoc <<'END'
{load_file("expect.hoc")}
expect(1 == 1, "one is one")
expect(1 == 2, "one is two")
quit()
END
cat >tree/tests/gate/t003_c.c <<'END'
#include <criterion/criterion.h>
Test(numbers, differ) {
    cr_assert_eq(1, 2);
}
END
cat >tree/tests/gate/t004_python.sh <<'END'
cat >numbers.py <<'PY'
one = 1
assert one == 2
PY
python3 numbers.py
END
cat >tree/tests/gate/t005_luck.sh <<'END'
[ -e ../second ] || { touch ../second && exit 1; }
END
echo 'echo word' >tree/tests/gate/t006_says.sh
echo true >tree/tests/gate/t007_passes.sh
echo 'echo no such machine && exit 77' >tree/tests/gate/t008_skipped.sh
cat >tree/tests/gate/t009_stuck.c <<'END'
#include <fcntl.h>
#include <unistd.h>
int main(void) {
    if (open("tried", O_CREAT | O_EXCL, 0600) >= 0 && fork() >= 0) {
        for (;;) pause();
    }
    return 0;
}
END

says() { # TEST VERDICT [TEXT]
    name=$(basename "$PWD"/tree/tests/gate/"$1"*)
    LAMINAE_CHECK=$PWD/check sh tree/tests/run.sh "$PWD/tree/tests/gate/$name" >report 2>&1
    if ! head -n 1 report | grep -q "^gate/$name .* s  $2\$" || ! grep -q -- "${3:-}" report; then
        echo "expected $2, ${3:-}:" && cat report && exit 1
    fi
}
says t001 FAILED "+ t001_shell.sh:4: '\[' a = b '\]'"
grep -q '+ t001_shell.sh:7: is_same a b' report || { cat report && exit 1; }
says t002 FAILED 'one is two does not hold'
grep -q 'near line 3' report || { cat report && exit 1; }
says t003 FAILED 't003_c.c:3: Assertion'
says t004 FAILED 'numbers.py", line 2'
grep -q '+ t004_python.sh:5: python3 numbers.py' report || { cat report && exit 1; }
says t005 FAILED 'it passes when it is run again'
says t006 'FAILED: not silent' '^    word$'
says t007 ok
[ "$(wc -l <report)" -eq 1 ] || { cat report && exit 1; }
says t008 'skipped: no such machine'
says t009 ok
awk '$2 > 60 { exit 1 }' report || { cat report && exit 1; }
