/* SPDX-License-Identifier: MIT */
/*
 * Two producers and a consumer share a message queue that holds three readings. The producers are
 * faster: once the queue is full, k_msgq_put() makes each wait for its turn, and no reading is lost.
 */
#include <zephyr/kernel.h>

#define READINGS   4
#define STACK_SIZE 1024

struct reading {
	const char *sensor;
	unsigned int number;
};

K_MSGQ_DEFINE(readings, sizeof(struct reading), 3, sizeof(void *));

static void produce(void *sensor, void *period_ms, void *unused)
{
	ARG_UNUSED(unused);

	for (unsigned int i = 1; i <= READINGS; i++) {
		const struct reading reading = {.sensor = sensor, .number = i};

		k_msleep((int32_t)(intptr_t)period_ms);
		k_msgq_put(&readings, &reading, K_FOREVER);
	}
	printk("%s: done\n", (const char *)sensor);
}

K_THREAD_DEFINE(thermometer, STACK_SIZE, produce, "thermometer", 10, NULL, 5, 0, 0);
K_THREAD_DEFINE(barometer, STACK_SIZE, produce, "barometer", 16, NULL, 5, 0, 0);

int main(void)
{
	struct reading reading;

	for (int i = 0; i < 2 * READINGS; i++) {
		if (k_msgq_get(&readings, &reading, K_SECONDS(1)) != 0) {
			printk("No reading for a second\n");
			return 0;
		}
		printk("%s: reading %u, %u more wait\n", reading.sensor, reading.number,
		       k_msgq_num_used_get(&readings));
		k_msleep(50);
	}
	printk("All readings arrived\n");
	return 0;
}
