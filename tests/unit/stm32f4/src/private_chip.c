/* SPDX-License-Identifier: MIT */
#include "chip.h"

#include <string.h>

#include <zephyr/sys/util.h>
#include <zephyr/ztest.h>

#include "soc/stm32f4/stm32f4.h"

#define BASE 0x40000000U
#define SIZE 0x24000U
#define RCC  0x40023800U
#define GPIO 0x40020000U
#define EXTI 0x40013C00U
/** Four registers: the ports of the lines. */
#define SYSCFG_EXTICR0 0x40013808U

/** In a word that the driver may read or write: it is still there if it was read. */
#define MARK BIT(31)

static uint32_t words[SIZE / 4U];
static struct chip_clocks works;
/** The access whose effect is due; 0 if there is none. */
static uint32_t last;
/** A peripheral's clock has just been switched on: it runs only after another access to the RCC. */
static bool clock_is_fresh;

static void settle(void);

static uint32_t *word(uint32_t address)
{
	zassert_between_inclusive(address, BASE, BASE + SIZE - 4U, "no register at 0x%x", address);
	return &words[(address - BASE) / 4U];
}

/*
 * Clocks
 */

/** Where each peripheral's clock is switched on. */
static const struct {
	uint32_t first, size, enable, bit;
} clocked[] = {
	{0x40020000U, 0x2400U, 0x30U, 0}, /* the ports, a bit for each 0x400 */
	{0x40007000U, 0x400U, 0x40U, 28}, /* PWR */
	{0x40013800U, 0x400U, 0x44U, 14}, /* SYSCFG */
	{0x40011000U, 0x400U, 0x44U, 4},  /* USART1, 6, then 2 to 5, 7 and 8 */
	{0x40011400U, 0x400U, 0x44U, 5},  {0x40004400U, 0x1000U, 0x40U, 17},
	{0x40007800U, 0x800U, 0x40U, 30},
};

static void check_clock(uint32_t address)
{
	for (size_t i = 0; i < ARRAY_SIZE(clocked); i++) {
		if (works.has_rcc && address - clocked[i].first < clocked[i].size) {
			uint32_t bit = clocked[i].bit + (address - clocked[i].first) / 0x400U;

			zassert_true((*word(RCC + clocked[i].enable) & BIT(bit)) != 0U,
				     "0x%x is used without a clock", address);
			zassert_false(clock_is_fresh, "0x%x is used before its clock runs",
				      address);
		}
	}
	clock_is_fresh = clock_is_fresh && address - RCC >= 0x400U;
}

static uint32_t pll_mhz(void)
{
	uint32_t config = *word(RCC + 4U);
	uint32_t input = ((config & RCC_PLLCFGR_SRC_HSE) != 0U ? 8U : 16U) / (config & 0x3FU);
	uint32_t vco = input * (config >> 6 & 0x1FFU);

	zassert_between_inclusive(input, 1U, 2U);
	zassert_between_inclusive(vco, 100U, 432U);
	zassert_true(vco / (config >> 24 & 0xFU) <= 48U, "too fast for USB");
	return vco / (2U * ((config >> 16 & 3U) + 1U));
}

uint32_t chip_cpu_mhz(void)
{
	uint32_t source = *word(RCC + 8U) >> 2 & 3U;

	return source == 2U ? pll_mhz() : source == 1U ? 8U : 16U;
}

static uint32_t divided(uint32_t mhz, uint32_t field)
{
	return (field & 4U) != 0U ? mhz >> ((field & 3U) + 1U) : mhz;
}

/** What the new clock asks of the flash, of the voltage and of the buses. */
static void check_speed(uint32_t mhz, uint32_t cfgr)
{
	zassert_true((*word(0x40023C00U) & 0xFU) >= (mhz - 1U) / 30U, "the flash is too slow");
	zassert_true(mhz <= 168U || (*word(0x40007004U) & PWR_CSR_ODSWRDY) != 0U,
		     "%u MHz without over-drive", mhz);
	zassert_true(divided(mhz, cfgr >> 10) <= 45U, "APB1 is too fast");
	zassert_true(divided(mhz, cfgr >> 13) <= 90U, "APB2 is too fast");
}

static void settle_cr(uint32_t *cr)
{
	bool hse = (*cr & RCC_CR_HSEON) != 0U && works.hse;
	bool from_hse = (*word(RCC + 4U) & RCC_PLLCFGR_SRC_HSE) != 0U;
	bool pll = (*cr & RCC_CR_PLLON) != 0U && works.pll && (hse || !from_hse);

	*cr = (*cr & ~(RCC_CR_HSERDY | RCC_CR_PLLRDY)) | (hse ? RCC_CR_HSERDY : 0U) |
	      (pll ? RCC_CR_PLLRDY : 0U);
}

static void settle_cfgr(uint32_t *cfgr)
{
	bool has_pll = (*word(RCC) & RCC_CR_PLLRDY) != 0U;

	*cfgr &= ~RCC_CFGR_SWS_MASK;
	if ((*cfgr & 3U) == RCC_CFGR_SW_PLL && has_pll) {
		check_speed(pll_mhz(), *cfgr);
		*cfgr |= RCC_CFGR_SWS_PLL;
	}
}

static void settle_pwr(uint32_t cr)
{
	uint32_t *csr = word(0x40007004U);

	*csr = 0;
	if ((cr & PWR_CR_ODEN) != 0U && works.over_drive) {
		*csr |= PWR_CSR_ODRDY | ((cr & PWR_CR_ODSWEN) != 0U ? PWR_CSR_ODSWRDY : 0U);
	}
}

static void settle_rcc(uint32_t offset)
{
	static uint32_t enabled[3];
	uint32_t *enr = word(RCC + 0x30U);

	if (!works.has_rcc) {
		*word(RCC + offset) = 0;
		return;
	}
	settle_cr(word(RCC));
	if (offset == 8U) {
		settle_cfgr(word(RCC + 8U));
	}
	for (int i = 0; i < 3; i++) {
		uint32_t now = enr[i == 0 ? 0 : 3 + i];

		clock_is_fresh = clock_is_fresh || (now & ~enabled[i]) != 0U;
		enabled[i] = now;
	}
}

/*
 * Pins, and the edges that interrupt
 */

static uint32_t levels[STM32F4_PORTS];
static uint32_t edges;

static uint32_t *gpio(unsigned int port, uint32_t offset)
{
	return word(GPIO + port * 0x400U + offset);
}

static uint32_t input_of(unsigned int port)
{
	uint32_t input = levels[port];

	for (unsigned int i = 0; i < 16U; i++) {
		if ((*gpio(port, 0) >> 2U * i & 3U) == STM32F4_PIN_OUTPUT) {
			input = (input & ~BIT(i)) | (*gpio(port, 0x14) & BIT(i));
		}
	}
	return input;
}

static void settle_gpio(unsigned int port)
{
	uint32_t *bsrr = gpio(port, 0x18);
	uint32_t *odr = gpio(port, 0x14);

	*odr = (*odr & ~(*bsrr >> 16)) | (*bsrr & 0xFFFFU);
	*bsrr = 0;
}

void chip_drive(unsigned int pin, bool high)
{
	unsigned int port = pin / 16U, line = pin % 16U;
	bool was_high = (levels[port] & BIT(line)) != 0U;
	uint32_t selected = *word(SYSCFG_EXTICR0 + line / 4U * 4U) >> line % 4U * 4U & 0xFU;
	uint32_t watched = *word(high ? EXTI + 0x08U : EXTI + 0x0CU);

	settle();
	levels[port] = (levels[port] & ~BIT(line)) | (high ? BIT(line) : 0U);
	if (high != was_high && selected == port) {
		edges |= watched & BIT(line);
	}
}

static bool exti_wants(unsigned int irq)
{
	uint32_t lines = irq == 40U                ? GENMASK(15, 10)
			 : irq == 23U              ? GENMASK(9, 5)
			 : irq >= 6U && irq <= 10U ? BIT(irq - 6U)
						   : 0U;

	return (edges & *word(EXTI) & lines) != 0U;
}

/*
 * USARTs
 */

static struct usart {
	uint32_t base;
	unsigned int irq;
	/** Of the status. */
	bool rxne, overrun;
	/** The status was read with the overrun in it: the data clear that then. */
	bool overrun_seen;
	uint8_t received;
	/** In the shift register, and what waits for it. */
	uint8_t sending[2];
	unsigned int to_send;
} usarts[] = {
	{.base = 0x40011000U, .irq = 37}, {.base = 0x40004400U, .irq = 38},
	{.base = 0x40004800U, .irq = 39}, {.base = 0x40004C00U, .irq = 52},
	{.base = 0x40005000U, .irq = 53}, {.base = 0x40011400U, .irq = 71},
	{.base = 0x40007800U, .irq = 82}, {.base = 0x40007C00U, .irq = 83},
};

static struct usart *usart_at(uint32_t address)
{
	for (size_t i = 0; i < ARRAY_SIZE(usarts); i++) {
		if (address - usarts[i].base < 0x400U) {
			return &usarts[i];
		}
	}
	return NULL;
}

static uint32_t status_of(const struct usart *usart)
{
	return (usart->rxne ? USART_SR_RXNE : 0U) | (usart->overrun ? USART_SR_ORE : 0U) |
	       (usart->to_send < 2U ? USART_SR_TXE : 0U) |
	       (usart->to_send == 0U ? USART_SR_TC : 0U);
}

static bool usart_wants(const struct usart *usart)
{
	uint32_t control = *word(usart->base + 0x0CU);
	uint32_t enabled =
		((control & USART_CR1_RXNEIE) != 0U ? USART_SR_RXNE | USART_SR_ORE : 0U) |
		((control & USART_CR1_TXEIE) != 0U ? USART_SR_TXE : 0U);

	return (status_of(usart) & enabled) != 0U;
}

static void prepare_usart(struct usart *usart, uint32_t offset)
{
	if (offset == 0x00U) {
		*word(usart->base) = status_of(usart);
		usart->overrun_seen = usart->overrun;
	} else if (offset == 0x04U) {
		*word(usart->base + 4U) = usart->received | MARK;
	}
}

static void settle_usart(struct usart *usart, uint32_t offset)
{
	uint32_t data = *word(usart->base + 4U);

	if (offset != 0x04U) {
		return;
	}
	if ((data & MARK) != 0U) {
		usart->rxne = false;
		usart->overrun = usart->overrun && !usart->overrun_seen;
		return;
	}
	zassert_true(usart->to_send < 2U, "0x%x was written over what waits", usart->base);
	usart->sending[usart->to_send++] = (uint8_t)data;
}

void chip_receive(uint32_t base, uint8_t c)
{
	struct usart *usart = usart_at(base);

	settle();
	usart->overrun = usart->overrun || usart->rxne;
	usart->overrun_seen = usart->overrun_seen && !usart->rxne;
	usart->received = usart->rxne ? usart->received : c;
	usart->rxne = true;
}

int chip_transmit(uint32_t base)
{
	struct usart *usart = usart_at(base);
	uint8_t c = usart->sending[0];

	settle();
	if (usart->to_send == 0U) {
		return -1;
	}
	usart->sending[0] = usart->sending[1];
	usart->to_send--;
	return c;
}

/*
 * All of them
 */

static void settle(void)
{
	uint32_t address = last;
	struct usart *usart = usart_at(address);

	last = 0;
	if (address - RCC < 0x400U) {
		settle_rcc(address - RCC);
	} else if (address - GPIO < STM32F4_PORTS * 0x400U) {
		settle_gpio((address - GPIO) / 0x400U);
	} else if (address == EXTI + 0x14U && (*word(address) & MARK) == 0U) {
		edges &= ~*word(address);
	} else if (address == 0x40007000U) {
		settle_pwr(*word(address));
	} else if (usart != NULL) {
		settle_usart(usart, address - usart->base);
	}
}

volatile uint32_t *chip_register(uint32_t address)
{
	struct usart *usart = usart_at(address);

	settle();
	check_clock(address);
	if (address == EXTI + 0x14U) {
		*word(address) = edges | MARK;
	} else if (address - GPIO < STM32F4_PORTS * 0x400U && (address & 0x3FFU) == 0x10U) {
		*word(address) = input_of((address - GPIO) / 0x400U);
	} else if (usart != NULL) {
		prepare_usart(usart, address - usart->base);
	}
	last = address;
	return word(address);
}

void chip_reset(struct chip_clocks clocks)
{
	memset(words, 0, sizeof(words));
	memset(levels, 0, sizeof(levels));
	edges = 0;
	last = 0;
	for (size_t i = 0; i < ARRAY_SIZE(usarts); i++) {
		usarts[i] = (struct usart){.base = usarts[i].base, .irq = usarts[i].irq};
	}
	works = clocks;
	if (works.has_rcc) {
		*word(RCC) = 0x83U;
		*word(RCC + 4U) = 0x24003010U;
		*gpio(0, 0) = 0xA8000000U;
	}
	settle_rcc(0);
	clock_is_fresh = false;
}

/*
 * The interrupt controller
 */

#define IRQS 91U

static struct {
	void (*isr)(const void *param);
	const void *param;
	bool enabled;
} irqs[IRQS];

void chip_connect(unsigned int irq, void (*isr)(const void *param), const void *param)
{
	irqs[irq].isr = isr;
	irqs[irq].param = param;
}

void chip_enable(unsigned int irq, bool on)
{
	irqs[irq].enabled = on;
}

static bool wants(unsigned int irq)
{
	for (size_t i = 0; i < ARRAY_SIZE(usarts); i++) {
		if (usarts[i].irq == irq) {
			return usart_wants(&usarts[i]);
		}
	}
	return exti_wants(irq);
}

/** @return whether a handler ran. */
static bool interrupt(void)
{
	for (unsigned int irq = 0; irq < IRQS; irq++) {
		if (irqs[irq].enabled && wants(irq)) {
			irqs[irq].isr(irqs[irq].param);
			settle();
			return true;
		}
	}
	return false;
}

void chip_interrupts(void)
{
	int left = 1000;

	settle();
	while (interrupt()) {
		zassert_true(--left > 0, "an interrupt is never acknowledged");
	}
}
