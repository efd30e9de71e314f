/* SPDX-License-Identifier: MIT */
/* Pins. Registers that hold several pins change under the interrupt lock. */
#include <zephyr/drivers/stm32f4/pin.h>

#include "arch/arch.h"
#include "soc/stm32f4/stm32f4.h"

#define GPIO_BASE(pin)   (0x40020000U + (pin) / 16U * 0x400U)
#define GPIO_MODER(pin)  REG32(GPIO_BASE(pin) + 0x00U)
#define GPIO_OTYPER(pin) REG32(GPIO_BASE(pin) + 0x04U)
#define GPIO_PUPDR(pin)  REG32(GPIO_BASE(pin) + 0x0CU)
#define GPIO_IDR(pin)    REG32(GPIO_BASE(pin) + 0x10U)
#define GPIO_ODR(pin)    REG32(GPIO_BASE(pin) + 0x14U)
#define GPIO_BSRR(pin)   REG32(GPIO_BASE(pin) + 0x18U)
#define GPIO_AFR(pin)    REG32(GPIO_BASE(pin) + 0x20U + (pin) % 16U / 8U * 4U)

static void set_field(volatile uint32_t *word, unsigned int index, unsigned int bits,
		      uint32_t value)
{
	uint32_t mask = (BIT(bits) - 1U) << (index * bits);

	*word = (*word & ~mask) | value << (index * bits);
}

static uint32_t get_field(volatile uint32_t *word, unsigned int index, unsigned int bits)
{
	return *word >> (index * bits) & (BIT(bits) - 1U);
}

void stm32f4_pin_configure(unsigned int pin, enum stm32f4_pin_mode mode, enum stm32f4_pin_pull pull,
			   unsigned int alternate)
{
	unsigned int key = arch_irq_lock();

	RCC_AHB1ENR |= BIT(pin / 16U);
	/* The clock is on two cycles after the write: reading it back takes as long. */
	(void)RCC_AHB1ENR;
	set_field(&GPIO_AFR(pin), pin % 8U, 4, alternate);
	set_field(&GPIO_PUPDR(pin), pin % 16U, 2, pull);
	set_field(&GPIO_MODER(pin), pin % 16U, 2, mode);
	arch_irq_unlock(key);
}

void stm32f4_pin_set(unsigned int pin, bool high)
{
	GPIO_BSRR(pin) = BIT(pin % 16U + (high ? 0U : 16U));
}

bool stm32f4_pin_get(unsigned int pin)
{
	return (GPIO_IDR(pin) & BIT(pin % 16U)) != 0U;
}

void stm32f4_pin_set_open_drain(unsigned int pin, bool on)
{
	unsigned int key = arch_irq_lock();

	set_field(&GPIO_OTYPER(pin), pin % 16U, 1, on ? 1U : 0U);
	arch_irq_unlock(key);
}

enum stm32f4_pin_mode stm32f4_pin_get_mode(unsigned int pin)
{
	return (enum stm32f4_pin_mode)get_field(&GPIO_MODER(pin), pin % 16U, 2);
}

enum stm32f4_pin_pull stm32f4_pin_get_pull(unsigned int pin)
{
	return (enum stm32f4_pin_pull)get_field(&GPIO_PUPDR(pin), pin % 16U, 2);
}

bool stm32f4_pin_is_open_drain(unsigned int pin)
{
	return get_field(&GPIO_OTYPER(pin), pin % 16U, 1) != 0U;
}

void stm32f4_pin_toggle(unsigned int pin)
{
	unsigned int key = arch_irq_lock();

	stm32f4_pin_set(pin, get_field(&GPIO_ODR(pin), pin % 16U, 1) == 0U);
	arch_irq_unlock(key);
}
