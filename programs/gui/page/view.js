// SPDX-License-Identifier: BSD-3-Clause
// view.js - to come.
'use strict';
