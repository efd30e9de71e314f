/* SPDX-License-Identifier: MIT */
/*
 * USARTs for programs; the console has its own (uart.c). What is written goes straight to the transmitter
 * while that has room, so it gets through also where its interrupt never comes, as in an emulator.
 * Lock: the interrupt lock protects each `struct port`.
 */
#include <errno.h>

#include <zephyr/drivers/stm32f4/pin.h>
#include <zephyr/drivers/stm32f4/uart.h>
#include <zephyr/irq.h>
#include <zephyr/sys/ring_buffer.h>
#include <zephyr/sys/util.h>

#include "soc/stm32f4/stm32f4.h"

#define IRQ_PRIORITY 4

#ifdef CONFIG_STM32_CONSOLE_USART3
#define CONSOLE_NUMBER 3U
#else
#define CONSOLE_NUMBER 1U
#endif

struct hardware {
	uint32_t base;
	unsigned int irq;
	/** APB1 or APB2, and the bit of the clock there. */
	unsigned int bus;
	uint32_t clock;
	unsigned int alternate;
	unsigned int tx_pin, rx_pin;
};

static const struct hardware hardware[] = {
	{0x40011000U, 37, 2, BIT(4), 7, STM32F4_PIN('A', 9U), STM32F4_PIN('A', 10U)},
	{0x40004400U, 38, 1, BIT(17), 7, STM32F4_PIN('A', 2U), STM32F4_PIN('A', 3U)},
	{0x40004800U, 39, 1, BIT(18), 7, STM32F4_PIN('B', 10U), STM32F4_PIN('B', 11U)},
	{0x40004C00U, 52, 1, BIT(19), 8, STM32F4_PIN('A', 0U), STM32F4_PIN('A', 1U)},
	{0x40005000U, 53, 1, BIT(20), 8, STM32F4_PIN('C', 12U), STM32F4_PIN('D', 2U)},
	{0x40011400U, 71, 2, BIT(5), 8, STM32F4_PIN('C', 6U), STM32F4_PIN('C', 7U)},
#ifdef CONFIG_SOC_STM32F429
	{0x40007800U, 82, 1, BIT(30), 8, STM32F4_PIN('E', 8U), STM32F4_PIN('E', 7U)},
	{0x40007C00U, 83, 1, BIT(31), 8, STM32F4_PIN('E', 1U), STM32F4_PIN('E', 0U)},
#endif
};

static struct port {
	bool is_open;
	struct ring_buf rx, tx;
	uint32_t lost;
	void (*event)(void *param);
	void *param;
} ports[ARRAY_SIZE(hardware)];

static bool exists(unsigned int number)
{
	return number >= 1U && number <= ARRAY_SIZE(hardware);
}

static uint32_t base_of(unsigned int number)
{
	return hardware[number - 1U].base;
}

static struct port *port_of(unsigned int number)
{
	return &ports[number - 1U];
}

/** Locked. Feed the transmitter; an interrupt goes on when it is full. */
static void pump(unsigned int number)
{
	struct port *port = port_of(number);
	uint32_t base = base_of(number);
	uint8_t c;

	while ((USART_SR(base) & USART_SR_TXE) != 0U && ring_buf_get(&port->tx, &c, 1) == 1U) {
		USART_DR(base) = c;
	}
	if (ring_buf_is_empty(&port->tx)) {
		USART_CR1(base) &= ~USART_CR1_TXEIE;
	} else {
		USART_CR1(base) |= USART_CR1_TXEIE;
	}
}

/** Locked. An overrun has lost the byte after the one that is there; reading that ends it. */
static void receive(unsigned int number)
{
	struct port *port = port_of(number);
	uint32_t base = base_of(number);
	uint8_t mask =
		(USART_CR1(base) & (USART_CR1_PCE | USART_CR1_M)) == USART_CR1_PCE ? 0x7FU : 0xFFU;
	uint32_t status;

	while (((status = USART_SR(base)) & (USART_SR_RXNE | USART_SR_ORE)) != 0U) {
		uint8_t c = (uint8_t)USART_DR(base) & mask;

		port->lost += (status & USART_SR_ORE) != 0U ? 1U : 0U;
		if ((status & USART_SR_RXNE) != 0U && ring_buf_put(&port->rx, &c, 1) == 0U) {
			port->lost++;
		}
	}
}

static void isr(const void *param)
{
	unsigned int number = (unsigned int)(uintptr_t)param;
	struct port *port = port_of(number);
	unsigned int key = irq_lock();

	receive(number);
	pump(number);
	irq_unlock(key);
	if (port->event != NULL) {
		port->event(port->param);
	}
}

int stm32f4_uart_default_pins(unsigned int number, unsigned int *tx, unsigned int *rx)
{
	if (!exists(number)) {
		return -ENODEV;
	}
	*tx = hardware[number - 1U].tx_pin;
	*rx = hardware[number - 1U].rx_pin;
	return 0;
}

/** 16 samples a bit: the divider, in sixteenths, is the clock by the speed. */
static uint32_t divider(unsigned int number, uint32_t baud)
{
	uint32_t clock = stm32f4_apb_hz(hardware[number - 1U].bus);

	return baud == 0U ? 0U : (clock + baud / 2U) / baud;
}

static int check(unsigned int number, const struct stm32f4_uart_config *config)
{
	bool has_parity = config->parity != STM32F4_UART_NO_PARITY;
	uint32_t div = exists(number) ? divider(number, config->baud) : 0U;

	if (!exists(number)) {
		return -ENODEV;
	}
	if (number == CONSOLE_NUMBER || port_of(number)->is_open) {
		return -EBUSY;
	}
	if (div < 16U || div > UINT16_MAX || config->stop < 1U || config->stop > 2U ||
	    (config->bits != 8U && !(config->bits == 7U && has_parity)) || config->rx_size == 0U ||
	    config->tx_size == 0U) {
		return -EINVAL;
	}
	return 0;
}

/** The parity bit counts as one of 8, or of 9. */
static uint32_t frame_bits(const struct stm32f4_uart_config *config)
{
	uint32_t bits = 0;

	if (config->parity != STM32F4_UART_NO_PARITY) {
		bits |= USART_CR1_PCE;
		bits |= config->parity == STM32F4_UART_ODD ? USART_CR1_PS : 0U;
		bits |= config->bits == 8U ? USART_CR1_M : 0U;
	}
	return bits;
}

static void enable_clock(const struct hardware *hw)
{
	unsigned int key = irq_lock();

	if (hw->bus == 1U) {
		RCC_APB1ENR |= hw->clock;
	} else {
		RCC_APB2ENR |= hw->clock;
	}
	irq_unlock(key);
}

static void start(unsigned int number, const struct stm32f4_uart_config *config)
{
	const struct hardware *hw = &hardware[number - 1U];

	enable_clock(hw);
	stm32f4_pin_configure(config->tx_pin, STM32F4_PIN_ALTERNATE, STM32F4_PULL_NONE,
			      hw->alternate);
	stm32f4_pin_configure(config->rx_pin, STM32F4_PIN_ALTERNATE, STM32F4_PULL_UP,
			      hw->alternate);
	USART_BRR(hw->base) = divider(number, config->baud);
	USART_CR2(hw->base) = config->stop == 2U ? USART_CR2_STOP_2 : 0U;
	USART_CR1(hw->base) =
		USART_CR1_UE | USART_CR1_TE | USART_CR1_RE | USART_CR1_RXNEIE | frame_bits(config);
}

int stm32f4_uart_open(unsigned int number, const struct stm32f4_uart_config *config)
{
	int result = check(number, config);
	struct port *port;

	if (result != 0) {
		return result;
	}
	port = port_of(number);
	ring_buf_init(&port->rx, (uint32_t)config->rx_size, config->rx_buffer);
	ring_buf_init(&port->tx, (uint32_t)config->tx_size, config->tx_buffer);
	port->lost = 0;
	port->event = config->event;
	port->param = config->param;
	port->is_open = true;
	start(number, config);
	(void)irq_connect_dynamic(hardware[number - 1U].irq, IRQ_PRIORITY, isr,
				  (const void *)(uintptr_t)number, 0);
	irq_enable(hardware[number - 1U].irq);
	return 0;
}

static bool is_open(unsigned int number)
{
	return exists(number) && port_of(number)->is_open;
}

void stm32f4_uart_close(unsigned int number)
{
	if (is_open(number)) {
		irq_disable(hardware[number - 1U].irq);
		USART_CR1(base_of(number)) = 0;
		port_of(number)->is_open = false;
	}
}

size_t stm32f4_uart_read(unsigned int number, void *data, size_t size)
{
	unsigned int key = irq_lock();
	size_t got =
		is_open(number) ? ring_buf_get(&port_of(number)->rx, data, (uint32_t)size) : 0U;

	irq_unlock(key);
	return got;
}

size_t stm32f4_uart_write(unsigned int number, const void *data, size_t size)
{
	unsigned int key = irq_lock();
	size_t put = 0;

	if (is_open(number)) {
		put = ring_buf_put(&port_of(number)->tx, data, (uint32_t)size);
		pump(number);
	}
	irq_unlock(key);
	return put;
}

size_t stm32f4_uart_readable(unsigned int number)
{
	unsigned int key = irq_lock();
	size_t size = is_open(number) ? ring_buf_size_get(&port_of(number)->rx) : 0U;

	irq_unlock(key);
	return size;
}

size_t stm32f4_uart_writable(unsigned int number)
{
	unsigned int key = irq_lock();
	size_t size = is_open(number) ? ring_buf_space_get(&port_of(number)->tx) : 0U;

	irq_unlock(key);
	return size;
}

bool stm32f4_uart_is_sent(unsigned int number)
{
	unsigned int key = irq_lock();
	bool sent = !is_open(number) || (ring_buf_is_empty(&port_of(number)->tx) &&
					 (USART_SR(base_of(number)) & USART_SR_TC) != 0U);

	irq_unlock(key);
	return sent;
}

uint32_t stm32f4_uart_lost(unsigned int number)
{
	return is_open(number) ? port_of(number)->lost : 0U;
}
