#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# same_values.sh SEPARATE FUSED - the same lines, words and at the end a number, equal to rounding.
awk -v fused="$2" '
{ if ((getline other <fused) <= 0) other = "nothing"
  n = split(other, words, " ")
  difference = $NF - words[n]; size = $NF < 0 ? -$NF : $NF
  if (difference < 0) difference = -difference
  is_equal = n == NF && difference <= 1e-9*size + 1e-13
  for (i = 1; i < NF; i++) is_equal = is_equal && words[i] == $i
  if (!is_equal) { print "fused:    " other "\nseparate: " $0; if (++bad == 10) exit } }
END { exit bad > 0 }' "$1"
