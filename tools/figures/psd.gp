# SPDX-License-Identifier: BSD-3-Clause
# psd.gp - a panel of power spectra: means with their standard errors.

set xlabel 'frequency (Hz)' font f22 offset 0, 0.3
set xrange [from:to]
set yrange [0:*]
eval y_label('power ('.unit.'²/Hz)')
eval legend
plot for [i = 1:n_curves] for [k = 1:int(n_trials[i] > 1)] data index index_of(sprintf('sem %d', i)) \
         using 1:2:3 with filledcurves linecolor rgb colours[i] fillstyle transparent solid 0.2 \
         notitle, \
     for [i = 1:n_curves] data index index_of(sprintf('mean %d', i)) using 1:2 with lines \
         linewidth (are_parts && i > 1 ? 1.4 : 2) linecolor rgb colours[i] title (n_curves > 1 ? names[i] : '')
