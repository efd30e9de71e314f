/* SPDX-License-Identifier: MIT */
/*
 * Packets from a memory slab: an interrupt handler takes a block for each packet that arrives, two
 * FIFOs carry it through two threads without a copy, and the last one frees it. When all blocks are
 * in use the handler drops the packet, and what is there already is not harmed.
 */
#include <zephyr/kernel.h>

#define PACKETS    8
#define BLOCKS     3
#define STACK_SIZE 1024

struct packet {
	/** The kernel's, while the packet is in a FIFO. */
	void *fifo_reserved;
	uint32_t number;
	uint8_t payload[4];
	uint32_t checksum;
};

K_MEM_SLAB_DEFINE_STATIC(pool, sizeof(struct packet), BLOCKS, sizeof(void *));
K_FIFO_DEFINE(received);
K_FIFO_DEFINE(checked);

static void receive(struct k_timer *timer)
{
	static uint32_t arrived;
	struct packet *packet;

	arrived++;
	if (arrived == PACKETS) {
		k_timer_stop(timer);
	}
	if (k_mem_slab_alloc(&pool, (void **)&packet, K_NO_WAIT) != 0) {
		printk("Packet %u dropped: all %u blocks are in use\n", arrived, BLOCKS);
		return;
	}
	packet->number = arrived;
	for (size_t i = 0; i < sizeof(packet->payload); i++) {
		packet->payload[i] = (uint8_t)(arrived + i);
	}
	k_fifo_put(&received, packet);
}

K_TIMER_DEFINE(line, receive, NULL);

static void check(void *p1, void *p2, void *p3)
{
	struct packet *packet;

	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);

	while ((packet = k_fifo_get(&received, K_MSEC(200))) != NULL) {
		packet->checksum = 0;
		for (size_t i = 0; i < sizeof(packet->payload); i++) {
			packet->checksum += packet->payload[i];
		}
		k_fifo_put(&checked, packet);
	}
}

K_THREAD_DEFINE(checker, STACK_SIZE, check, NULL, NULL, NULL, 5, 0, 0);

int main(void)
{
	struct packet *packet;

	k_timer_start(&line, K_MSEC(10), K_MSEC(10));
	while ((packet = k_fifo_get(&checked, K_MSEC(200))) != NULL) {
		k_msleep(27);
		printk("Packet %u sent, checksum %u\n", packet->number, packet->checksum);
		k_mem_slab_free(&pool, packet);
	}
	printk("%u of %u blocks are free\n", k_mem_slab_num_free_get(&pool), BLOCKS);
	return 0;
}
