/* SPDX-License-Identifier: MIT */
/* The console has one line, and printk() keeps the order of what goes through it. */
#include "report.h"

#include <zephyr/sys/printk.h>

void port_report(const char *text)
{
	printk("%s", text);
}
