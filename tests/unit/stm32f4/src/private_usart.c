/* SPDX-License-Identifier: MIT */
/* USARTs for programs: speed, frames, what comes in and goes out, what is lost. */
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#define CONFIG_SOC_STM32F429        1
#define CONFIG_STM32_CONSOLE_USART3 1

#include "chip.h"

#include "arch/arm/cortex_m/cortex_m.h"
#include "soc/stm32f4/usart.c"

static uint8_t rx[16], tx[16];
static int events;

static void count_event(void *param)
{
	zassert_equal(param, &events);
	events++;
}

static struct stm32f4_uart_config config_of(unsigned int number)
{
	struct stm32f4_uart_config config = {
		.baud = 115200,
		.bits = 8,
		.stop = 1,
		.tx_buffer = tx,
		.tx_size = sizeof(tx),
		.rx_buffer = rx,
		.rx_size = sizeof(rx),
		.event = count_event,
		.param = &events,
	};

	zassert_ok(stm32f4_uart_default_pins(number, &config.tx_pin, &config.rx_pin));
	return config;
}

static void open_port(unsigned int number)
{
	struct stm32f4_uart_config config = config_of(number);

	zassert_ok(stm32f4_uart_open(number, &config));
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	chip_reset((struct chip_clocks){true, true, true, true});
	soc_early_init();
	events = 0;
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	for (unsigned int number = 1; number <= STM32F4_UARTS; number++) {
		stm32f4_uart_close(number);
	}
}

ZTEST(stm32f4_usart, test_speed_of_each)
{
	for (unsigned int number = 1; number <= STM32F4_UARTS; number++) {
		uint32_t clock = number == 1U || number == 6U ? 90000000U : 45000000U;

		if (number != CONSOLE_NUMBER) {
			open_port(number);
			zassert_within(clock / USART_BRR(base_of(number)), 115200, 1152);
		}
	}
}

ZTEST(stm32f4_usart, test_what_cannot_be_opened)
{
	struct stm32f4_uart_config config = config_of(6);
	unsigned int pin;

	zassert_equal(stm32f4_uart_open(0, &config), -ENODEV);
	zassert_equal(stm32f4_uart_open(STM32F4_UARTS + 1U, &config), -ENODEV);
	zassert_equal(stm32f4_uart_default_pins(0, &pin, &pin), -ENODEV);
	zassert_equal(stm32f4_uart_open(CONSOLE_NUMBER, &config), -EBUSY);
	config.baud = 0;
	zassert_equal(stm32f4_uart_open(6, &config), -EINVAL);
	config.baud = 1000;
	zassert_equal(stm32f4_uart_open(6, &config), -EINVAL, "slower than the divider goes");
	config.baud = 90000000 / 15;
	zassert_equal(stm32f4_uart_open(6, &config), -EINVAL, "faster than 16 samples a bit");
	config = config_of(6);
	config.bits = 7;
	zassert_equal(stm32f4_uart_open(6, &config), -EINVAL, "7 bits only with parity");
	config = config_of(6);
	config.stop = 3;
	zassert_equal(stm32f4_uart_open(6, &config), -EINVAL);
	open_port(6);
	config = config_of(6);
	zassert_equal(stm32f4_uart_open(6, &config), -EBUSY);
}

static void expect_frame(unsigned int bits, enum stm32f4_uart_parity parity, unsigned int stop,
			 uint32_t cr1, uint32_t cr2)
{
	struct stm32f4_uart_config config = config_of(2);

	config.bits = bits;
	config.parity = parity;
	config.stop = stop;
	zassert_ok(stm32f4_uart_open(2, &config));
	zassert_equal(USART_CR1(base_of(2)) & (BIT(9) | BIT(10) | BIT(12)), cr1);
	zassert_equal(USART_CR2(base_of(2)) & GENMASK(13, 12), cr2);
	stm32f4_uart_close(2);
}

/* M, the 9th bit, is bit 12 of CR1; PCE is bit 10, PS bit 9. */
ZTEST(stm32f4_usart, test_frames)
{
	expect_frame(8, STM32F4_UART_NO_PARITY, 1, 0, 0);
	expect_frame(8, STM32F4_UART_EVEN, 1, BIT(12) | BIT(10), 0);
	expect_frame(8, STM32F4_UART_ODD, 2, BIT(12) | BIT(10) | BIT(9), 2U << 12);
	expect_frame(7, STM32F4_UART_EVEN, 2, BIT(10), 2U << 12);
	expect_frame(7, STM32F4_UART_ODD, 1, BIT(10) | BIT(9), 0);
}

ZTEST(stm32f4_usart, test_receive_in_order_and_count_what_finds_no_room)
{
	uint8_t got[32];

	open_port(6);
	for (uint8_t c = 0; c < 20U; c++) {
		chip_receive(base_of(6), c);
		chip_interrupts();
	}
	zassert_equal(events, 20);
	zassert_equal(stm32f4_uart_readable(6), sizeof(rx));
	zassert_equal(stm32f4_uart_lost(6), 20U - sizeof(rx));
	zassert_equal(stm32f4_uart_read(6, got, sizeof(got)), sizeof(rx));
	for (uint8_t c = 0; c < sizeof(rx); c++) {
		zassert_equal(got[c], c);
	}
}

ZTEST(stm32f4_usart, test_overruns_are_counted_and_the_byte_before_is_kept)
{
	uint8_t got[2];

	open_port(6);
	chip_receive(base_of(6), 'a');
	chip_receive(base_of(6), 'b');
	chip_interrupts();
	zassert_equal(stm32f4_uart_lost(6), 1);
	chip_receive(base_of(6), 'c');
	chip_interrupts();
	zassert_equal(stm32f4_uart_lost(6), 1);
	zassert_equal(stm32f4_uart_read(6, got, sizeof(got)), 2);
	zassert_mem_equal(got, "ac", 2);
}

ZTEST(stm32f4_usart, test_parity_bit_is_not_data)
{
	struct stm32f4_uart_config config = config_of(2);
	uint8_t got;

	config.bits = 7;
	config.parity = STM32F4_UART_EVEN;
	zassert_ok(stm32f4_uart_open(2, &config));
	chip_receive(base_of(2), 0x80U | 'a');
	chip_interrupts();
	zassert_equal(stm32f4_uart_read(2, &got, 1), 1);
	zassert_equal(got, 'a');
}

ZTEST(stm32f4_usart, test_send_all_in_order)
{
	static const char text[] = "what is longer than the buffer needs several writes";
	char sent[sizeof(text)];
	size_t put = 0;
	size_t got = 0;

	open_port(6);
	zassert_true(stm32f4_uart_is_sent(6));
	while (got < sizeof(text)) {
		int c;

		put += stm32f4_uart_write(6, text + put, sizeof(text) - put);
		zassert_false(stm32f4_uart_is_sent(6));
		chip_interrupts();
		c = chip_transmit(base_of(6));
		zassert_true(c >= 0, "nothing is sent, though %zu bytes wait", put - got);
		sent[got++] = (char)c;
	}
	zassert_mem_equal(sent, text, sizeof(text));
	chip_interrupts();
	zassert_equal(chip_transmit(base_of(6)), -1);
	zassert_true(stm32f4_uart_is_sent(6));
	zassert_equal(stm32f4_uart_writable(6), sizeof(tx));
	zassert_equal(USART_CR1(base_of(6)) & USART_CR1_TXEIE, 0U, "it interrupts for nothing");
}

ZTEST(stm32f4_usart, test_closed_port_is_silent)
{
	uint8_t c = 'x';

	open_port(6);
	stm32f4_uart_close(6);
	zassert_equal(stm32f4_uart_write(6, &c, 1), 0);
	zassert_equal(stm32f4_uart_read(6, &c, 1), 0);
	zassert_equal(stm32f4_uart_readable(6) + stm32f4_uart_writable(6), 0);
	zassert_true(stm32f4_uart_is_sent(6));
	chip_receive(base_of(6), 'y');
	chip_interrupts();
	zassert_equal(events, 0);
	zassert_equal(stm32f4_uart_lost(6), 0);
}

ZTEST_SUITE(stm32f4_usart, NULL, NULL, before, after, NULL);
