/* SPDX-License-Identifier: MIT */
/*
 * The console: a ring buffer for each direction between threads and the UART's
 * interrupts. Output goes straight to the transmitter when it has room and
 * nothing is queued before it.
 * Lock: the interrupt lock protects both rings.
 */
#include <zephyr/console/console.h>
#include <zephyr/init.h>
#include <zephyr/kernel/scheduling.h>
#include <zephyr/kernel/sem.h>
#include <zephyr/sys/printk-hooks.h>
#include <zephyr/sys/util.h>

#include "arch/arch.h"
#include "arch/arm/cortex_m/cortex_m.h"
#include "soc/common/uart.h"

#define SIZE CONFIG_CONSOLE_BUFFER_SIZE

BUILD_ASSERT(IS_POWER_OF_TWO(SIZE), "CONFIG_CONSOLE_BUFFER_SIZE is not a power of two");

/** Both counters run on and wrap. */
struct ring {
	uint32_t in;
	uint32_t out;
	uint8_t data[SIZE];
};

static struct ring rx;
static struct ring tx;
static uint32_t lost;
/** Threads that wait for room in tx. */
static uint32_t writers;
static bool (*input_hook)(uint8_t c);

static K_SEM_DEFINE(received, 0, SIZE);
static K_SEM_DEFINE(room, 0, K_SEM_MAX_LIMIT);

static bool is_empty(const struct ring *ring)
{
	return ring->in == ring->out;
}

static bool is_full(const struct ring *ring)
{
	return ring->in - ring->out == SIZE;
}

static void put(struct ring *ring, uint8_t c)
{
	ring->data[ring->in++ % SIZE] = c;
}

static uint8_t get(struct ring *ring)
{
	return ring->data[ring->out++ % SIZE];
}

/** Feed the transmitter; an interrupt goes on when it is full. Locked. */
static void pump(void)
{
	while (!is_empty(&tx) && uart_try_put(tx.data[tx.out % SIZE])) {
		tx.out++;
	}
	uart_enable_tx_interrupt(!is_empty(&tx));
}

/** Locked; gives the semaphore outside of the lock's shortest stretch, but before it ends. */
static void receive(void)
{
	int c;

	while ((c = uart_try_get()) >= 0) {
		if (input_hook != NULL && input_hook((uint8_t)c)) {
			continue;
		}
		if (is_full(&rx)) {
			lost++;
			continue;
		}
		put(&rx, (uint8_t)c);
		k_sem_give(&received);
	}
}

/* Half empty is early enough to keep the line busy and late enough to wake writers seldom. */
static void wake_writers(void)
{
	if (tx.in - tx.out <= SIZE / 2U) {
		for (; writers > 0U; writers--) {
			k_sem_give(&room);
		}
	}
}

void z_console_isr(void)
{
	unsigned int key = arch_irq_lock();

	receive();
	pump();
	wake_writers();
	arch_irq_unlock(key);
}

static bool may_wait(unsigned int key)
{
	return arch_irq_unlocked(key) && k_can_yield();
}

/** Locked by @a key; tx is full. Returns locked, by the new key. */
static unsigned int make_room(unsigned int key)
{
	if (!may_wait(key)) {
		while (is_full(&tx)) {
			pump();
		}
		return key;
	}
	writers++;
	arch_irq_unlock(key);
	(void)k_sem_take(&room, K_FOREVER);
	return arch_irq_lock();
}

int console_putchar(char c)
{
	unsigned int key = arch_irq_lock();

	while (is_full(&tx)) {
		key = make_room(key);
	}
	put(&tx, (uint8_t)c);
	pump();
	arch_irq_unlock(key);
	return (uint8_t)c;
}

ssize_t console_write(void *unused, const void *buf, size_t size)
{
	const char *bytes = buf;

	ARG_UNUSED(unused);
	for (size_t i = 0; i < size; i++) {
		(void)console_putchar(bytes[i]);
	}
	return (ssize_t)size;
}

size_t console_room(void)
{
	unsigned int key = arch_irq_lock();
	size_t left = SIZE - (tx.in - tx.out);

	arch_irq_unlock(key);
	return left;
}

int console_getchar_timeout(k_timeout_t timeout)
{
	int result = k_sem_take(&received, timeout);
	unsigned int key;

	if (result != 0) {
		return result;
	}
	key = arch_irq_lock();
	result = get(&rx);
	arch_irq_unlock(key);
	return result;
}

int console_getchar(void)
{
	return console_getchar_timeout(K_FOREVER);
}

bool console_readable(void)
{
	return k_sem_count_get(&received) > 0U;
}

void console_set_input_hook(bool (*hook)(uint8_t c))
{
	input_hook = hook;
}

uint32_t console_lost_count(void)
{
	return lost;
}

void soc_console_flush(void)
{
	unsigned int key = arch_irq_lock();

	while (!is_empty(&tx)) {
		pump();
	}
	arch_irq_unlock(key);
}

/* Terminals want a carriage return at the end of a line. */
static int print(int c)
{
	if (c == '\n') {
		(void)console_putchar('\r');
	}
	return console_putchar((char)c);
}

static int init(void)
{
	uart_init();
	__printk_hook_install(print);
	return 0;
}

SYS_INIT(init, EARLY, 10);
