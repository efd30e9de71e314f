/* SPDX-License-Identifier: MIT */
/* printk's way to the console. */
#include <zephyr/irq_offload.h>
#include <zephyr/sys/printk-hooks.h>
#include <zephyr/sys/printk.h>
#include <zephyr/ztest.h>

static char captured[64];
static size_t captured_len;
static printk_hook_fn_t console;

static int capture(int c)
{
	if (captured_len + 1 < sizeof(captured)) {
		captured[captured_len++] = (char)c;
		captured[captured_len] = '\0';
	}
	return c;
}

static void redirect(void)
{
	captured_len = 0;
	captured[0] = '\0';
	__printk_hook_install(capture);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	console = __printk_get_hook();
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	__printk_hook_install(console);
}

ZTEST(printk_hook, test_every_character_reaches_the_hook_in_order)
{
	redirect();
	printk("%d %s\n", 5, "men");
	__printk_hook_install(console);
	zassert_str_equal(captured, "5 men\n");
}

static __printf_like(1, 2) void forward(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprintk(fmt, ap);
	va_end(ap);
}

ZTEST(printk_hook, test_arguments_may_come_as_a_list)
{
	redirect();
	forward("%d-%d", 1, 2);
	__printk_hook_install(console);
	zassert_str_equal(captured, "1-2");
}

ZTEST(printk_hook, test_characters_above_127_are_not_negative)
{
	redirect();
	printk("\xff");
	__printk_hook_install(console);
	zassert_equal((unsigned char)captured[0], 0xff);
	zassert_equal(captured_len, 1);
}

static void print_in_handler(const void *word)
{
	printk("%s%d", (const char *)word, k_is_in_isr());
}

ZTEST(printk_hook, test_interrupt_handlers_may_print)
{
	redirect();
	irq_offload(print_in_handler, "isr ");
	__printk_hook_install(console);
	zassert_str_equal(captured, "isr 1");
}

ZTEST_SUITE(printk_hook, NULL, NULL, before, after, NULL);
