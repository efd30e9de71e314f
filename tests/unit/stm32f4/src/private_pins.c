/* SPDX-License-Identifier: MIT */
/* Pins: each setting touches its own pin only; and the interrupts of their edges. */
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "chip.h"

#include "soc/stm32f4/gpio.c"
#include "soc/stm32f4/exti.c"

#define PINS (STM32F4_PORTS * 16U)
#define PA3  STM32F4_PIN('A', 3)
#define PB3  STM32F4_PIN('B', 3)
#define PC6  STM32F4_PIN('C', 6)
#define PD8  STM32F4_PIN('D', 8)
#define PE15 STM32F4_PIN('E', 15)

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	chip_reset((struct chip_clocks){true, true, true, true});
}

static struct setting {
	uint32_t mode, pull, alternate;
	bool open_drain, high;
} settings[PINS];

static void expect(unsigned int pin, const struct setting *setting)
{
	zassert_equal(stm32f4_pin_get_mode(pin), setting->mode, "pin %u", pin);
	zassert_equal(stm32f4_pin_get_pull(pin), setting->pull, "pin %u", pin);
	zassert_equal(stm32f4_pin_is_open_drain(pin), setting->open_drain, "pin %u", pin);
	zassert_equal(get_field(&GPIO_AFR(pin), pin % 8U, 4), setting->alternate, "pin %u", pin);
	zassert_equal(get_field(&GPIO_ODR(pin), pin % 16U, 1), setting->high ? 1U : 0U, "pin %u",
		      pin);
}

ZTEST(stm32f4_pins, test_setting_of_a_pin_is_its_own)
{
	uint32_t seed = 1;

	for (unsigned int i = 0; i < 50U * PINS; i++) {
		unsigned int pin = i < PINS ? i : (seed >> 8) % PINS;
		struct setting *setting = &settings[pin];

		seed = seed * 1664525U + 1013904223U;
		*setting = (struct setting){seed >> 30, seed >> 28 & 3U, seed >> 24 & 15U,
					    (seed >> 23 & 1U) != 0U, (seed >> 22 & 1U) != 0U};
		setting->pull %= 3U;
		stm32f4_pin_configure(pin, (enum stm32f4_pin_mode)setting->mode,
				      (enum stm32f4_pin_pull)setting->pull, setting->alternate);
		stm32f4_pin_set_open_drain(pin, setting->open_drain);
		stm32f4_pin_set(pin, setting->high);
	}
	for (unsigned int pin = 0; pin < PINS; pin++) {
		expect(pin, &settings[pin]);
	}
}

ZTEST(stm32f4_pins, test_levels)
{
	stm32f4_pin_configure(PA3, STM32F4_PIN_OUTPUT, STM32F4_PULL_NONE, 0);
	stm32f4_pin_configure(PB3, STM32F4_PIN_INPUT, STM32F4_PULL_UP, 0);
	stm32f4_pin_set(PA3, true);
	zassert_true(stm32f4_pin_get(PA3));
	stm32f4_pin_toggle(PA3);
	zassert_false(stm32f4_pin_get(PA3));
	stm32f4_pin_toggle(PA3);
	zassert_true(stm32f4_pin_get(PA3));
	chip_drive(PB3, true);
	zassert_true(stm32f4_pin_get(PB3));
	chip_drive(PB3, false);
	zassert_false(stm32f4_pin_get(PB3));
}

static int calls;
/** Edges that come while the handler runs. */
static int edges_inside;

static void count(void *param)
{
	calls++;
	if (edges_inside > 0) {
		edges_inside--;
		chip_drive(*(unsigned int *)param, false);
		chip_drive(*(unsigned int *)param, true);
	}
}

static void connect_pin(unsigned int pin, uint32_t which)
{
	static unsigned int param;

	param = pin;
	calls = 0;
	stm32f4_pin_configure(pin, STM32F4_PIN_INPUT, STM32F4_PULL_NONE, 0);
	zassert_ok(stm32f4_pin_interrupt(pin, which, count, &param));
}

static int calls_at(unsigned int pin, bool high)
{
	calls = 0;
	chip_drive(pin, high);
	chip_interrupts();
	return calls;
}

static void expect_edges(unsigned int pin, uint32_t which)
{
	int rising = (which & STM32F4_EDGE_RISING) != 0U ? 1 : 0;
	int falling = (which & STM32F4_EDGE_FALLING) != 0U ? 1 : 0;

	connect_pin(pin, which);
	zassert_equal(calls_at(pin, true), rising, "pin %u", pin);
	zassert_equal(calls_at(pin, true), 0, "pin %u", pin);
	zassert_equal(calls_at(pin, false), falling, "pin %u", pin);
	zassert_ok(stm32f4_pin_interrupt(pin, 0, NULL, NULL));
	zassert_equal(calls_at(pin, true), 0, "pin %u", pin);
	zassert_equal(calls_at(pin, false), 0, "pin %u", pin);
}

ZTEST(stm32f4_pins, test_edges_of_each_pin)
{
	for (unsigned int pin = 0; pin < PINS; pin++) {
		expect_edges(pin, STM32F4_EDGE_RISING);
		expect_edges(pin, STM32F4_EDGE_FALLING);
		expect_edges(pin, STM32F4_EDGE_RISING | STM32F4_EDGE_FALLING);
	}
}

ZTEST(stm32f4_pins, test_line_belongs_to_one_pin)
{
	connect_pin(PA3, STM32F4_EDGE_RISING);
	zassert_equal(stm32f4_pin_interrupt(PB3, STM32F4_EDGE_RISING, count, NULL), -EBUSY);
	zassert_ok(stm32f4_pin_interrupt(PB3, 0, NULL, NULL));
	zassert_equal(calls_at(PB3, true), 0);
	zassert_equal(calls_at(PA3, true), 1);
	zassert_ok(stm32f4_pin_interrupt(PA3, 0, NULL, NULL));
	connect_pin(PB3, STM32F4_EDGE_FALLING);
	zassert_equal(calls_at(PA3, false), 0);
	zassert_equal(calls_at(PB3, false), 1);
	zassert_ok(stm32f4_pin_interrupt(PB3, 0, NULL, NULL));
}

ZTEST(stm32f4_pins, test_lines_that_share_an_interrupt)
{
	unsigned int pc6 = PC6;

	connect_pin(PD8, STM32F4_EDGE_RISING);
	zassert_ok(stm32f4_pin_interrupt(PC6, STM32F4_EDGE_RISING, count, &pc6));
	chip_drive(PC6, true);
	zassert_equal(calls_at(PD8, true), 2);
	chip_drive(PC6, false);
	zassert_equal(calls_at(PC6, true), 1);
	zassert_ok(stm32f4_pin_interrupt(PC6, 0, NULL, NULL));
	zassert_ok(stm32f4_pin_interrupt(PD8, 0, NULL, NULL));
}

ZTEST(stm32f4_pins, test_edges_while_the_handler_runs_are_not_lost)
{
	connect_pin(PE15, STM32F4_EDGE_RISING);
	edges_inside = 3;
	zassert_equal(calls_at(PE15, true), 4);
	zassert_ok(stm32f4_pin_interrupt(PE15, 0, NULL, NULL));
}

ZTEST(stm32f4_pins, test_edge_before_the_connection_is_forgotten)
{
	connect_pin(PA3, STM32F4_EDGE_RISING);
	chip_drive(PA3, true);
	connect_pin(PA3, STM32F4_EDGE_FALLING);
	chip_interrupts();
	zassert_equal(calls, 0);
	zassert_ok(stm32f4_pin_interrupt(PA3, 0, NULL, NULL));
}

ZTEST_SUITE(stm32f4_pins, NULL, NULL, before, NULL, NULL);
