#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t875_movie - a movie that ffmpeg itself has made: its frames, their size, how long they last, and that
# what is seen changes; the same as a .gif. Without ffmpeg an .mp4 is refused in a line.
set -u
draw=$LAMINAE_HOME/laminae
. "$LAMINAE_TESTS/lib/figure.sh"
for program in ffmpeg ffprobe; do
    command -v $program >/dev/null || { echo "no $program" && exit 77; }
done
"$draw" run erp --mesh 2,2 --tstop 45 --record v:all:all --record-dt 0.25 --out run --no-plot --no-setup --quiet ||
    fail 'no run'
# shown FILE FIELD ...: what ffprobe says of the picture, as on one line
shown() {
    file=$1
    shift
    ffprobe -v error -count_frames -select_streams v -show_entries "stream=$(echo "$*" | tr ' ' ,)" -of csv=p=0 \
        "$file" | sed 's/,$//'
}
"$draw" plot run --kind movie --from 10 --to 11 --out run.mp4 || fail 'no part'
[ "$(shown run.mp4 nb_read_frames)" = 5 ] || fail "a part: $(shown run.mp4 nb_read_frames) frames"
"$draw" plot run --kind movie --out run.mp4 || fail 'the part is not replaced'
[ "$(shown run.mp4 width height pix_fmt r_frame_rate nb_read_frames)" = 900,760,yuv420p,12/1,100 ] ||
    fail "mp4: $(shown run.mp4 width height pix_fmt r_frame_rate nb_read_frames)"
ffprobe -v error -show_entries format=duration:format_tags=comment -of default=nw=1:nk=1 run.mp4 >format
awk 'NR == 1 { exit !($1 > 8.2 && $1 < 8.5) }' format || fail "duration: $(cat format)"
grep -qx 'a figure of Laminae' format || fail "no mark: $(cat format)"
# hash FRAME: of the cells alone, where neither the time nor the line in the dipole is seen
hash() {
    ffmpeg -v error -i run.mp4 -vf "select=eq(n\\,$1),crop=700:480:40:60" -frames:v 1 -f rawvideo - | cksum
}
[ "$(hash 20)" = "$(hash 20)" ] || fail 'the same frame: not the same'
[ "$(hash 20)" != "$(hash 70)" ] || fail 'at 9 and 32 ms the cells look the same'
for to in 11 15; do # the second replaces the first
    "$draw" plot run --kind movie --from 10 --to $to --out run.gif || fail "no gif: $to"
done
[ "$(shown run.gif width height nb_read_frames)" = 900,760,21 ] ||
    fail "gif: $(shown run.gif width height nb_read_frames)"

mkdir bin
for program in sh awk dirname basename readlink find head tail sed cat grep printf mktemp rm mv wc tr iconv \
    pwd env getconf cut sort uname id gnuplot; do
    for place in /bin /usr/bin; do
        if [ -x $place/$program ]; then ln -sf $place/$program bin; fi
    done
done
status=0
PATH=$PWD/bin "$draw" plot run --kind movie --out none.mp4 2>errors || status=$?
if [ $status -ne 2 ] || [ -e none.mp4 ] || ! grep -q "none.mp4': ffmpeg is missing; accepted: a .gif" errors; then
    fail "without ffmpeg: $status: $(cat errors)"
fi
exit 0
