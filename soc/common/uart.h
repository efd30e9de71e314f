/* SPDX-License-Identifier: MIT */
/*
 * What the console needs of a SoC's UART, and the other way round. All is called locked.
 */
#ifndef BREEZE_SOC_COMMON_UART_H_
#define BREEZE_SOC_COMMON_UART_H_

#include <stdbool.h>
#include <stdint.h>

/** Set up the UART at CONFIG_CONSOLE_BAUD, 8 bits, no parity, and its receive interrupt. Once, at start-up. */
void uart_init(void);

/** Send @a c if the transmitter has room. @return whether it had. */
bool uart_try_put(uint8_t c);

/** @return the next byte received, or -1. */
int uart_try_get(void);

/** Interrupt when the transmitter has room again, or do not. */
void uart_enable_tx_interrupt(bool enable);

/** To be called in the UART's interrupt handlers, whatever their cause; unlocked. */
void z_console_isr(void);

#endif /* BREEZE_SOC_COMMON_UART_H_ */
