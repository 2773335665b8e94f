#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t026_private_headers - programs use the public face of the library, and so do tests but for those of
# the table below, whose subject is private by right: no public function shows it, or only through
# many others.
set -eu
cat >table <<'END'
allocation.c base/lam_status_impl.h                  every allocation fails once, those of private uses too
allocation_networks.h edit/lam_edit_impl.h           likewise
allocation_networks.h results/lam_stage_impl.h       likewise
allocation_uses.h base/lam_number_impl.h             likewise
allocation_uses.h open/lam_spikes_impl.h             likewise
t180_hnn_write.c hnn/lam_hnn_write_impl.h            the text that lam_network_export writes, without a file
t191_params_fuzz.c hnn/lam_params_impl.h             thousands of files, each without a network
t193_spikes_read.c open/lam_spikes_impl.h            spikes as they are read, before a drive has them
t613_regress_comma_locale.c results/lam_stage_impl.h the note of a checkpoint, without a run
t614_number_text.c base/lam_number_impl.h            numbers as text, each digit
t6xx_document.h edit/lam_edit_impl.h                 paths and patterns, in a document of a few lines
END
private='^ *# *include "[a-z]*/lam_[a-z_]*_impl\.h"'
# includes FOLDER: "FILE HEADER", a line for each
includes() {
    (cd "$1" && grep -o "$private" ./*.[ch]) |
        sed 's|^\./\([^:]*\):.*"\(.*\)"|\1 \2|' | sort
}
# check FOLDER: says what is wrong there
check() {
    sed 's/^\([^ ]* [^ ]*\) .*/\1/' table | sort >listed
    includes "$1" >included
    comm -13 listed included |
        sed 's|\(.*\) \(.*\)|tests/c/\1: includes \2; accepted: laminae.h, or a line in the table|'
    comm -23 listed included | sed 's/$/: in the table, and not included/'
}
check "$LAMINAE_HOME/tests/c" >wrong
[ ! -s wrong ] || { cat wrong && exit 1; }
# check_programs FOLDER: likewise
check_programs() {
    (cd "$1" && grep -r --include='*.[ch]' "$private" .) |
        sed 's|^\./|programs/|; s|$|; accepted: laminae.h, laminae/program.h|'
}
check_programs "$LAMINAE_HOME/programs" >wrong
[ ! -s wrong ] || { cat wrong && exit 1; }
mkdir -p programs/own
echo '#include "base/lam_file_impl.h"' >programs/own/main.c
[ -n "$(check_programs programs)" ] || { echo 'a program with a private header is not found' && exit 1; }

cp -r "$LAMINAE_HOME/tests/c" planted
echo '#include "probe/lam_tree_impl.h"' >>planted/t400_tree.c
sed '/lam_spikes_impl/d' planted/t193_spikes_read.c >shorter
mv shorter planted/t193_spikes_read.c
check planted >wrong
grep -q '^tests/c/t400_tree.c: includes probe/lam_tree_impl.h; accepted' wrong
grep -q '^t193_spikes_read.c open/lam_spikes_impl.h: in the table' wrong
[ "$(wc -l <wrong)" -eq 2 ]
