/* SPDX-License-Identifier: MIT */
#include "order.h"

K_CONDVAR_DEFINE(other_files);
