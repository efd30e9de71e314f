/* SPDX-License-Identifier: MIT */
#ifndef PORT_MPCONFIGBOARD_H
#define PORT_MPCONFIGBOARD_H

#define MICROPY_HW_BOARD_NAME "MPS2 AN505"
#define MICROPY_HW_MCU_NAME   "Cortex-M33F"

#define PORT_RAM_DISK_SIZE (256 * 1024)

#include "mpconfigcpu.h"

#endif
