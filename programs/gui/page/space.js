// SPDX-License-Identifier: BSD-3-Clause
// space.js - to come.
'use strict';
