/* SPDX-License-Identifier: MIT */
/* What boards with an STM32F4 share of the configuration. */
#ifndef PORT_STM32F4_MPCONFIGSOC_H
#define PORT_STM32F4_MPCONFIGSOC_H

#define MICROPY_PY_MACHINE_SIGNAL           (1)
#define MICROPY_PY_MACHINE_SOFTI2C          (1)
#define MICROPY_PY_MACHINE_SOFTSPI          (1)
#define MICROPY_PY_MACHINE_UART             (1)
#define MICROPY_PY_MACHINE_UART_INCLUDEFILE "uart_methods.c"

#define PORT_PINS_H          "stm32f4/pins.h"
#define PORT_MACHINE_GLOBALS {MP_ROM_QSTR(MP_QSTR_Pin), MP_ROM_PTR(&machine_pin_type)},

void machine_pin_end_session(void);
void machine_uart_end_session(void);
#define PORT_SESSION_END() (machine_pin_end_session(), machine_uart_end_session())

#include "mpconfigcpu.h"

#endif
