// SPDX-License-Identifier: BSD-3-Clause
// network.js - to come.
'use strict';
