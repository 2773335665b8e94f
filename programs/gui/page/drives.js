// SPDX-License-Identifier: BSD-3-Clause
// drives.js - to come.
'use strict';
