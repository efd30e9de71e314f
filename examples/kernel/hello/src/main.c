/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

K_SEM_DEFINE(ready, 0, 1);

static void greet(void *name, void *p2, void *p3)
{
	k_sem_take(&ready, K_FOREVER);
	printk("Hello from %s\n", (const char *)name);
}

K_THREAD_DEFINE(greeter, 1024, greet, "a thread", NULL, NULL, 5, 0, 0);

int main(void)
{
	k_msleep(10);
	printk("main gives\n");
	k_sem_give(&ready);
	return 0;
}
