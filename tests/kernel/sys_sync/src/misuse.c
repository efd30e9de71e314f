/* SPDX-License-Identifier: MIT */
#include "tests/kernel/support/misuse.c"
