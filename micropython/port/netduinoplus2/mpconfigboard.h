/* SPDX-License-Identifier: MIT */
#ifndef PORT_MPCONFIGBOARD_H
#define PORT_MPCONFIGBOARD_H

#define MICROPY_HW_BOARD_NAME "Netduino Plus 2"
#define MICROPY_HW_MCU_NAME   "STM32F405"

#define PORT_RAM_DISK_SIZE (16 * 1024)

#include "stm32f4/mpconfigsoc.h"

#endif
