/* SPDX-License-Identifier: MIT */
/*
 * The pins of an STM32F4, and their interrupts. Not an API of Zephyr's, whose drivers need a device
 * tree. Any context, unless said otherwise; nothing blocks.
 */
#ifndef ZEPHYR_DRIVERS_STM32F4_PIN_H_
#define ZEPHYR_DRIVERS_STM32F4_PIN_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The number of a pin, such as STM32F4_PIN('B', 7). */
#define STM32F4_PIN(port, number) (((port) - 'A') * 16U + (number))

/** Ports of 16 pins that a chip may have, A to I. */
#define STM32F4_PORTS 9U

/** What a pin is for. */
enum stm32f4_pin_mode {
	/** Read by stm32f4_pin_get(). */
	STM32F4_PIN_INPUT,
	/** Driven by stm32f4_pin_set(). */
	STM32F4_PIN_OUTPUT,
	/** Belongs to a peripheral. */
	STM32F4_PIN_ALTERNATE,
	/** Disconnected from all that is digital. */
	STM32F4_PIN_ANALOG,
};

/** The resistor at a pin, of some 40 kOhm. */
enum stm32f4_pin_pull {
	/** None. */
	STM32F4_PULL_NONE,
	/** To the supply. */
	STM32F4_PULL_UP,
	/** To ground. */
	STM32F4_PULL_DOWN,
};

/** Set up @a pin; @a alternate is the number of its function in STM32F4_PIN_ALTERNATE. */
void stm32f4_pin_configure(unsigned int pin, enum stm32f4_pin_mode mode, enum stm32f4_pin_pull pull,
			   unsigned int alternate);

/** Let output @a pin drive its low level only, or both. */
void stm32f4_pin_set_open_drain(unsigned int pin, bool on);

/** @return the mode of @a pin. */
enum stm32f4_pin_mode stm32f4_pin_get_mode(unsigned int pin);

/** @return the resistor of @a pin. */
enum stm32f4_pin_pull stm32f4_pin_get_pull(unsigned int pin);

/** @return whether output @a pin drives its low level only. */
bool stm32f4_pin_is_open_drain(unsigned int pin);

/** Drive output @a pin. */
void stm32f4_pin_set(unsigned int pin, bool high);

/** Drive output @a pin the other way than now; nobody comes in between. */
void stm32f4_pin_toggle(unsigned int pin);

/** @return the level at @a pin. */
bool stm32f4_pin_get(unsigned int pin);

/** Edges, to be combined. */
#define STM32F4_EDGE_RISING  BIT(0)
#define STM32F4_EDGE_FALLING BIT(1)

/**
 * Call @a handler with @a param, in an interrupt, at the @a edges of @a pin from now on; with no edges, no more.
 * Pins of the same number in different ports share a line. Threads only.
 * @return 0, or -EBUSY if such a pin has the line.
 */
int stm32f4_pin_interrupt(unsigned int pin, uint32_t edges, void (*handler)(void *param),
			  void *param);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_DRIVERS_STM32F4_PIN_H_ */
