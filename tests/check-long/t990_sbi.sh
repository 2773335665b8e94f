#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t990_sbi - a sweep as an archive is what sbi learns a posterior from, by the lines of docs/infer.md; of
# a column that it has not seen the posterior finds the time and weight of a drive. Installs sbi into
# build/sbi, which takes 5 GB.
set -eu
laminae() { command=$1 && shift && "$LAMINAE_HOME/laminae" "$command" "$@" --no-setup --quiet; }
home=$LAMINAE_HOME/build/sbi
python=$home/bin/python
can_run() { "$python" -c 'import sbi' >/dev/null 2>&1; }
can_run || {
    python3 -m venv "$home" && "$python" -m pip install --quiet --disable-pip-version-check \
        sbi==0.27.0 && can_run
} || { echo 'no sbi' && exit 77; }
cat >spec.json <<'END'
{"network": "erp", "options": {"mesh": "2,2", "tstop_ms": 30, "smooth_ms": 2}, "design": "prior", "n": 400,
 "events": "own", "seed": 1,
 "parameters": {"drives.evprox1.mu": {"low": 5, "high": 20},
                "drives.evprox1.weights_ampa.L5_pyramidal": {"low": 0.0005, "high": 0.005}},
 "keep": ["dipole"]}
END
laminae sweep spec.json --out sweep
sed 's/"seed": 1/"seed": 2/; s/"n": 400/"n": 20/' spec.json >unseen.json
laminae sweep unseen.json --out unseen
for name in sweep unseen; do
    "$LAMINAE_HOME/laminae" convert $name --to npz --out $name.npz --no-setup >said || { cat said && exit 1; }
done
# The program of the page, which reads sweep.npz.
awk '/^```python/ { text = ""; inside = 1; next } /^```/ { if (text ~ /sbi/) print text; inside = 0 }
    inside { text = text $0 "\n" }' "$LAMINAE_HOME/docs/infer.md" >page.py
grep -q 'build_posterior' page.py || { echo 'docs/infer.md: no program for sbi' && exit 1; }
"$python" "$LAMINAE_TESTS/check-long/sbi_on_ours.py" >said 2>&1 || { cat said && exit 1; }
