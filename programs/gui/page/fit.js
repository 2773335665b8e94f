// SPDX-License-Identifier: BSD-3-Clause
// fit.js - to come.
'use strict';
