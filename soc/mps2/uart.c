/* SPDX-License-Identifier: MIT */
/* The console's UART: number 0, a CMSDK APB UART with a buffer of one byte each way. */
#include <zephyr/irq.h>
#include <zephyr/sys/util.h>

#include "arch/arm/cortex_m/cortex_m.h"
#include "soc/common/uart.h"
#include "soc/mps2/soc.h"

#define UART_DATA     REG32(MPS2_UART0_BASE + 0x00)
#define UART_STATE    REG32(MPS2_UART0_BASE + 0x04)
#define UART_CTRL     REG32(MPS2_UART0_BASE + 0x08)
#define UART_INTCLEAR REG32(MPS2_UART0_BASE + 0x0C)
#define UART_BAUDDIV  REG32(MPS2_UART0_BASE + 0x10)

#define STATE_TX_FULL BIT(0)
#define STATE_RX_FULL BIT(1)
#define CTRL_TX       BIT(0)
#define CTRL_RX       BIT(1)
#define CTRL_TX_IRQ   BIT(2)
#define CTRL_RX_IRQ   BIT(3)
#define INT_TX        BIT(0)
#define INT_RX        BIT(1)

#define IRQ_PRIORITY 2

bool uart_try_put(uint8_t c)
{
	if ((UART_STATE & STATE_TX_FULL) != 0U) {
		return false;
	}
	UART_DATA = c;
	return true;
}

int uart_try_get(void)
{
	if ((UART_STATE & STATE_RX_FULL) == 0U) {
		return -1;
	}
	return (uint8_t)UART_DATA;
}

void uart_enable_tx_interrupt(bool enable)
{
	uint32_t others = CTRL_TX | CTRL_RX | CTRL_RX_IRQ;

	UART_CTRL = enable ? others | CTRL_TX_IRQ : others;
}

/* Cleared first: what comes while the handler runs interrupts again. */
static void isr(const void *causes)
{
	UART_INTCLEAR = (uint32_t)causes;
	z_console_isr();
}

void uart_init(void)
{
	UART_BAUDDIV = MAX(soc_cpu_hz() / CONFIG_CONSOLE_BAUD, 16U);
	uart_enable_tx_interrupt(false);
	IRQ_CONNECT(MPS2_UART0_RX_IRQ, IRQ_PRIORITY, isr, INT_RX, 0);
	IRQ_CONNECT(MPS2_UART0_TX_IRQ, IRQ_PRIORITY, isr, INT_TX, 0);
	irq_enable(MPS2_UART0_RX_IRQ);
	irq_enable(MPS2_UART0_TX_IRQ);
}
