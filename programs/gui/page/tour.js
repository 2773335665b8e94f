// SPDX-License-Identifier: BSD-3-Clause
// tour.js - to come.
'use strict';
