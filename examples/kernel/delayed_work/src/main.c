/* SPDX-License-Identifier: MIT */
/*
 * Delayable work: a button that bounces, a heartbeat, and a slow job on a queue of its own.
 *
 * The interrupts of a bouncing button only push the moment further at which the press counts. The
 * heartbeat schedules itself anew until it is cancelled. Neither waits for the slow job, because
 * that runs on another queue.
 */
#include <zephyr/kernel.h>

#define STACK_SIZE 1024

static struct k_work_q slow_queue;
static K_THREAD_STACK_DEFINE(slow_stack, STACK_SIZE);

static void press(struct k_work *work)
{
	ARG_UNUSED(work);
	printk("Button pressed\n");
}

K_WORK_DELAYABLE_DEFINE(press_work, press);

/** Called in interrupt context, as the interrupt of a pin would be. */
static void bounce(struct k_timer *timer)
{
	static int edges;

	k_work_reschedule(&press_work, K_MSEC(25));
	edges++;
	if (edges == 4) {
		k_timer_stop(timer);
	}
}

K_TIMER_DEFINE(button, bounce, NULL);

static void beat(struct k_work *work)
{
	printk("Heartbeat\n");
	k_work_schedule(k_work_delayable_from_work(work), K_MSEC(40));
}

K_WORK_DELAYABLE_DEFINE(heartbeat, beat);

static void save(struct k_work *work)
{
	ARG_UNUSED(work);
	printk("Saving\n");
	k_msleep(90);
	printk("Saved\n");
}

K_WORK_DEFINE(save_work, save);

int main(void)
{
	const struct k_work_queue_config config = {.name = "slow"};
	struct k_work_sync sync;

	k_work_queue_init(&slow_queue);
	k_work_queue_start(&slow_queue, slow_stack, K_THREAD_STACK_SIZEOF(slow_stack), 5, &config);

	k_work_submit_to_queue(&slow_queue, &save_work);
	k_work_schedule(&heartbeat, K_NO_WAIT);
	k_timer_start(&button, K_MSEC(10), K_MSEC(5));

	k_work_flush(&save_work, &sync);
	k_work_cancel_delayable_sync(&heartbeat, &sync);
	k_work_queue_drain(&slow_queue, true);
	k_work_queue_stop(&slow_queue, K_FOREVER);
	printk("All work is done\n");
	return 0;
}
