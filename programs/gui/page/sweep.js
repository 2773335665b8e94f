// SPDX-License-Identifier: BSD-3-Clause
// sweep.js - to come.
'use strict';
