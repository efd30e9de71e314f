/* SPDX-License-Identifier: MIT */
/*
 * The console's USART. QEMU's never interrupts for room in the transmitter, but always has room;
 * so output, which is sent as long as there is room, gets through there too.
 */
#include <zephyr/irq.h>

#include "soc/common/uart.h"
#include "soc/stm32f4/stm32f4.h"

#ifdef CONFIG_STM32_CONSOLE_USART3
#define CONSOLE_BASE   0x40004800U
#define CONSOLE_IRQ    39
#define CONSOLE_BUS    1U
#define CONSOLE_ENR    RCC_APB1ENR
#define CONSOLE_ENABLE RCC_APB1ENR_USART3EN
#define CONSOLE_TX     STM32F4_PIN('D', 8U)
#define CONSOLE_RX     STM32F4_PIN('D', 9U)
#else
#define CONSOLE_BASE   0x40011000U
#define CONSOLE_IRQ    37
#define CONSOLE_BUS    2U
#define CONSOLE_ENR    RCC_APB2ENR
#define CONSOLE_ENABLE RCC_APB2ENR_USART1EN
#define CONSOLE_TX     STM32F4_PIN('A', 9U)
#define CONSOLE_RX     STM32F4_PIN('A', 10U)
#endif

#define ALTERNATE_USART 7U
#define IRQ_PRIORITY    4

bool uart_try_put(uint8_t c)
{
	if ((USART_SR(CONSOLE_BASE) & USART_SR_TXE) == 0U) {
		return false;
	}
	USART_DR(CONSOLE_BASE) = c;
	return true;
}

/* An overrun interrupts until status and data have been read, also when the data were read before. */
int uart_try_get(void)
{
	uint32_t status = USART_SR(CONSOLE_BASE);

	if ((status & USART_SR_RXNE) != 0U) {
		return (uint8_t)USART_DR(CONSOLE_BASE);
	}
	if ((status & USART_SR_ORE) != 0U) {
		(void)USART_DR(CONSOLE_BASE);
	}
	return -1;
}

void uart_enable_tx_interrupt(bool enable)
{
	uint32_t others = USART_CR1_UE | USART_CR1_TE | USART_CR1_RE | USART_CR1_RXNEIE;

	USART_CR1(CONSOLE_BASE) = enable ? others | USART_CR1_TXEIE : others;
}

static void isr(const void *unused)
{
	ARG_UNUSED(unused);
	z_console_isr();
}

void uart_init(void)
{
	CONSOLE_ENR |= CONSOLE_ENABLE;
	stm32f4_pin_configure(CONSOLE_TX, STM32F4_PIN_ALTERNATE, STM32F4_PULL_NONE,
			      ALTERNATE_USART);
	stm32f4_pin_configure(CONSOLE_RX, STM32F4_PIN_ALTERNATE, STM32F4_PULL_UP, ALTERNATE_USART);
	USART_BRR(CONSOLE_BASE) =
		(stm32f4_apb_hz(CONSOLE_BUS) + CONFIG_CONSOLE_BAUD / 2) / CONFIG_CONSOLE_BAUD;
	uart_enable_tx_interrupt(false);
	IRQ_CONNECT(CONSOLE_IRQ, IRQ_PRIORITY, isr, NULL, 0);
	irq_enable(CONSOLE_IRQ);
}
