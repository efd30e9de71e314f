/* SPDX-License-Identifier: MIT */
#ifndef PORT_MPCONFIGBOARD_H
#define PORT_MPCONFIGBOARD_H

#define MICROPY_HW_BOARD_NAME "NUCLEO-F429ZI"
#define MICROPY_HW_MCU_NAME   "STM32F429"

#include "mpconfigcpu.h"

#endif
