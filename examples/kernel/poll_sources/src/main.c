/* SPDX-License-Identifier: MIT */
/*
 * One thread serves three sources with k_poll(): packets in a FIFO, ticks counted by a semaphore, and
 * a signal that ends it. It sleeps until any of them has something.
 */
#include <zephyr/kernel.h>

#define STACK_SIZE 1024

struct packet {
	/** The kernel's, while the packet is in a FIFO. */
	void *fifo_reserved;
	const char *text;
};

K_FIFO_DEFINE(packets);
K_SEM_DEFINE(ticks, 0, 10);
static struct k_poll_signal stop = K_POLL_SIGNAL_INITIALIZER(stop);

static void tick(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	k_sem_give(&ticks);
}

K_TIMER_DEFINE(ticker, tick, NULL);

static void send(void *p1, void *p2, void *p3)
{
	static struct packet sent[] = {{.text = "one"}, {.text = "two"}, {.text = "three"}};

	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);

	k_timer_start(&ticker, K_MSEC(30), K_MSEC(30));
	for (size_t i = 0; i < ARRAY_SIZE(sent); i++) {
		k_msleep(40);
		k_fifo_put(&packets, &sent[i]);
	}
	k_msleep(15);
	k_timer_stop(&ticker);
	k_poll_signal_raise(&stop, 42);
}

K_THREAD_DEFINE(sender, STACK_SIZE, send, NULL, NULL, NULL, 5, 0, 0);

enum {
	PACKETS,
	TICKS,
	STOP
};

/** Polling takes nothing: what an event tells is fetched without waiting. */
static void serve(const struct k_poll_event *events)
{
	if (events[PACKETS].state == K_POLL_STATE_FIFO_DATA_AVAILABLE) {
		const struct packet *packet = k_fifo_get(&packets, K_NO_WAIT);

		printk("Packet %s\n", packet->text);
	}
	if (events[TICKS].state == K_POLL_STATE_SEM_AVAILABLE) {
		k_sem_take(&ticks, K_NO_WAIT);
		printk("Tick\n");
	}
}

int main(void)
{
	struct k_poll_event events[] = {
		[PACKETS] = K_POLL_EVENT_INITIALIZER(K_POLL_TYPE_FIFO_DATA_AVAILABLE,
						     K_POLL_MODE_NOTIFY_ONLY, &packets),
		[TICKS] = K_POLL_EVENT_INITIALIZER(K_POLL_TYPE_SEM_AVAILABLE,
						   K_POLL_MODE_NOTIFY_ONLY, &ticks),
		[STOP] = K_POLL_EVENT_INITIALIZER(K_POLL_TYPE_SIGNAL, K_POLL_MODE_NOTIFY_ONLY,
						  &stop),
	};
	unsigned int signaled = 0;
	int result;

	while (signaled == 0) {
		k_poll(events, ARRAY_SIZE(events), K_FOREVER);
		serve(events);
		k_poll_signal_check(&stop, &signaled, &result);
		for (size_t i = 0; i < ARRAY_SIZE(events); i++) {
			events[i].state = K_POLL_STATE_NOT_READY;
		}
	}
	printk("Stopped by signal %d\n", result);
	return 0;
}
