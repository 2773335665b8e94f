// SPDX-License-Identifier: BSD-3-Clause
// figure.js - to come.
'use strict';
