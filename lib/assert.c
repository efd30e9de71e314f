/* SPDX-License-Identifier: MIT */
/* What a failed assertion does: print, then end the thread or the system. */
#include <stdarg.h>
#include <zephyr/fatal.h>
#include <zephyr/sys/__assert.h>
#include <zephyr/sys/printk.h>

void assert_print(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprintk(fmt, ap);
	va_end(ap);
}

#ifdef CONFIG_ASSERT_NO_FILE_INFO
__weak void assert_post_action(void)
{
	k_panic();
}
#else
__weak void assert_post_action(const char *file, unsigned int line)
{
	ARG_UNUSED(file);
	ARG_UNUSED(line);
	k_panic();
}
#endif
