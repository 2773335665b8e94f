// SPDX-License-Identifier: BSD-3-Clause
// sensors.js - to come.
'use strict';
