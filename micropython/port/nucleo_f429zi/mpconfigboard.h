/* SPDX-License-Identifier: MIT */
#ifndef PORT_MPCONFIGBOARD_H
#define PORT_MPCONFIGBOARD_H

#define MICROPY_HW_BOARD_NAME "NUCLEO-F429ZI"
#define MICROPY_HW_MCU_NAME   "STM32F429"

/* LEDs as the schematic numbers and colours them; the button reads 1 while it is pressed. */
#define PORT_PIN_NAMES                                                                             \
	{MP_QSTR_LED1, STM32F4_PIN('B', 0)}, {MP_QSTR_LED2, STM32F4_PIN('B', 7)},                  \
		{MP_QSTR_LED3, STM32F4_PIN('B', 14)}, {MP_QSTR_LED_GREEN, STM32F4_PIN('B', 0)},    \
		{MP_QSTR_LED_BLUE, STM32F4_PIN('B', 7)}, {MP_QSTR_LED_RED, STM32F4_PIN('B', 14)},  \
		{MP_QSTR_SW, STM32F4_PIN('C', 13)},

#include "stm32f4/mpconfigsoc.h"

#endif
