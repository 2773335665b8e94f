// SPDX-License-Identifier: BSD-3-Clause
// queue.js - to come.
'use strict';
