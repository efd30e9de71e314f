/* SPDX-License-Identifier: MIT */
/*
 * The console of a board: a UART with a ring buffer for each direction, driven
 * by interrupts. printk() goes through it too. Threads wait on the kernel;
 * where nothing can wait (handlers, interrupts locked, start-up) output is
 * polled once the buffer is full, and nothing is lost.
 */
#ifndef ZEPHYR_CONSOLE_CONSOLE_H_
#define ZEPHYR_CONSOLE_CONSOLE_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Nothing to do: the console is ready from the start. Any context. @return 0. */
static inline int console_init(void)
{
	return 0;
}

/** Write @a c as it is. Any context; a thread with interrupts unlocked may block. @return @a c. */
int console_putchar(char c);

/** Write @a size bytes. As console_putchar(). @a unused is Zephyr's. @return @a size. */
ssize_t console_write(void *unused, const void *buf, size_t size);

/** @return how many bytes console_write() would take without blocking, if nobody else writes. Any context. */
size_t console_room(void);

/** @return the next byte received. Threads; blocks until there is one. */
int console_getchar(void);

/**
 * Get the next byte received. Blocks for @a timeout at most; any context with K_NO_WAIT.
 * @return the byte, or -EAGAIN (-EBUSY with K_NO_WAIT) when none came.
 */
int console_getchar_timeout(k_timeout_t timeout);

/** @return whether console_getchar() would not block. Any context. */
bool console_readable(void);

/**
 * Have each byte received shown to @a hook in the interrupt handler, before it is buffered; true keeps it out of the
 * buffer. For Ctrl-C. NULL for none. Any context.
 */
void console_set_input_hook(bool (*hook)(uint8_t c));

/** @return bytes received that were lost because the buffer was full, since start-up. Any context. */
uint32_t console_lost_count(void);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_CONSOLE_CONSOLE_H_ */
