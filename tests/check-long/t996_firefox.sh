#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# t996_firefox - the page of laminae gui in a real Firefox, without a display.
set -u
if ! command -v firefox-esr >/dev/null 2>&1; then
    [ "$(id -u)" -eq 0 ] || { echo 'no firefox-esr' && exit 77; }
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends firefox-esr; } \
        >/dev/null 2>&1 || { echo 'apt-get could not install firefox-esr' && exit 77; }
fi
exec /usr/bin/python3 "$LAMINAE_TESTS/check-long/gui_firefox.py"
