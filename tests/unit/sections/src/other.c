/* SPDX-License-Identifier: MIT */
#include "order.h"

K_SEM_DEFINE(other_files, 5, 9);
