// SPDX-License-Identifier: BSD-3-Clause
// results.js - to come.
'use strict';
