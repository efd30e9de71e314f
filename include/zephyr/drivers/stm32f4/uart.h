/* SPDX-License-Identifier: MIT */
/*
 * The USARTs of an STM32F4 with a ring buffer each way, filled and emptied by interrupts. Not an API of
 * Zephyr's, whose drivers need a device tree. Nothing here waits.
 */
#ifndef ZEPHYR_DRIVERS_STM32F4_UART_H_
#define ZEPHYR_DRIVERS_STM32F4_UART_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** USARTs and UARTs are numbered from 1 to at most this. */
#define STM32F4_UARTS 8U

/** A parity bit. */
enum stm32f4_uart_parity {
	/** None. */
	STM32F4_UART_NO_PARITY,
	/** Makes the number of ones even. */
	STM32F4_UART_EVEN,
	/** Makes it odd. */
	STM32F4_UART_ODD,
};

/** How to open a UART. 8 bits of data, or 7 with parity. */
struct stm32f4_uart_config {
	/** Bits a second. */
	uint32_t baud;
	/** 7 only with parity, otherwise 8. */
	unsigned int bits;
	enum stm32f4_uart_parity parity;
	/** 1 or 2. */
	unsigned int stop;
	/** Pins, as STM32F4_PIN() numbers them; they must have the UART as their alternate function. */
	unsigned int tx_pin;
	unsigned int rx_pin;
	/** Memory of the buffers, until the UART is closed. */
	uint8_t *tx_buffer;
	size_t tx_size;
	uint8_t *rx_buffer;
	size_t rx_size;
	/** Called in the interrupt when something came in or there is room to write again; or NULL. */
	void (*event)(void *param);
	void *param;
};

/** Pins that UART @a number usually has: @a tx and @a rx. Any context. @return 0, or -ENODEV if there is none. */
int stm32f4_uart_default_pins(unsigned int number, unsigned int *tx, unsigned int *rx);

/**
 * Set up UART @a number. Threads only.
 * @return 0; -ENODEV if there is none; -EBUSY if it is open or the console's; -EINVAL for a speed
 * that cannot be made or another bad setting.
 */
int stm32f4_uart_open(unsigned int number, const struct stm32f4_uart_config *config);

/** Stop UART @a number; what is not sent yet is lost. Threads only. */
void stm32f4_uart_close(unsigned int number);

/** Take up to @a size bytes that came in. Any context. @return how many. */
size_t stm32f4_uart_read(unsigned int number, void *data, size_t size);

/** Queue as many of @a size bytes as there is room for. Any context. @return how many. */
size_t stm32f4_uart_write(unsigned int number, const void *data, size_t size);

/** @return how many bytes can be read. Any context. */
size_t stm32f4_uart_readable(unsigned int number);

/** @return how many bytes can be written. Any context. */
size_t stm32f4_uart_writable(unsigned int number);

/** @return whether all that was written has left the chip. Any context. */
bool stm32f4_uart_is_sent(unsigned int number);

/** @return bytes that came in and found no room since the UART was opened. Any context. */
uint32_t stm32f4_uart_lost(unsigned int number);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_DRIVERS_STM32F4_UART_H_ */
