/* SPDX-License-Identifier: MIT */
/* Pins for Python and for MicroPython's own drivers (soft I2C and SPI, pulses). */
#ifndef PORT_STM32F4_PINS_H
#define PORT_STM32F4_PINS_H

#include <zephyr/drivers/stm32f4/pin.h>

#include "py/obj.h"

/* A pin is its number; the object is only for Python. */
typedef unsigned int port_pin_t;

/** A name that a board gives a pin, such as that of an LED. */
struct port_pin_name {
	qstr name;
	unsigned char pin;
};

extern const mp_obj_type_t machine_pin_type;

/** The pin that @object is, or is the name of; ValueError if there is no such pin. */
port_pin_t port_pin_get(mp_obj_t object);

/** The object of a pin. */
mp_obj_t port_pin_object(port_pin_t pin);

#define mp_hal_pin_obj_t         port_pin_t
#define mp_hal_get_pin_obj(o)    port_pin_get(o)
#define MP_HAL_PIN_FMT           "%c%u"
#define mp_hal_pin_name(p)       (int)('A' + (p) / 16U), (p) % 16U
#define mp_hal_pin_read(p)       (stm32f4_pin_get(p) ? 1 : 0)
#define mp_hal_pin_write(p, v)   stm32f4_pin_set(p, (v) != 0)
#define mp_hal_pin_od_low(p)     stm32f4_pin_set(p, false)
#define mp_hal_pin_od_high(p)    stm32f4_pin_set(p, true)
#define mp_hal_pin_input(p)      stm32f4_pin_configure(p, STM32F4_PIN_INPUT, STM32F4_PULL_NONE, 0)
#define mp_hal_pin_output(p)     port_pin_drive(p, false)
#define mp_hal_pin_open_drain(p) port_pin_drive(p, true)

/** Makes a pin an output, which may be of the open-drain kind. */
static inline void port_pin_drive(port_pin_t pin, bool open_drain)
{
	stm32f4_pin_set_open_drain(pin, open_drain);
	stm32f4_pin_configure(pin, STM32F4_PIN_OUTPUT, STM32F4_PULL_NONE, 0);
}

#endif
