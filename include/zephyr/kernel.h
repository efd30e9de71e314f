/* SPDX-License-Identifier: MIT */
/*
 * The kernel's public API: an umbrella over one header per object.
 */
#ifndef ZEPHYR_KERNEL_H_
#define ZEPHYR_KERNEL_H_

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/fatal.h>
#include <zephyr/init.h>
#include <zephyr/irq.h>
#include <zephyr/irq_offload.h>
#include <zephyr/kernel/clock.h>
#include <zephyr/kernel/condvar.h>
#include <zephyr/kernel/event.h>
#include <zephyr/kernel/fifo.h>
#include <zephyr/kernel/futex.h>
#include <zephyr/kernel/heap.h>
#include <zephyr/kernel/lifo.h>
#include <zephyr/kernel/mbox.h>
#include <zephyr/kernel/mem_slab.h>
#include <zephyr/kernel/msgq.h>
#include <zephyr/kernel/mutex.h>
#include <zephyr/kernel/pipe.h>
#include <zephyr/kernel/poll.h>
#include <zephyr/kernel/queue.h>
#include <zephyr/kernel/scheduling.h>
#include <zephyr/kernel/sem.h>
#include <zephyr/kernel/stack.h>
#include <zephyr/kernel/stats.h>
#include <zephyr/kernel/thread.h>
#include <zephyr/kernel/thread_stack.h>
#include <zephyr/kernel/timer.h>
#include <zephyr/kernel/work.h>
#include <zephyr/kernel/work_poll.h>
#include <zephyr/spinlock.h>
#include <zephyr/sys/__assert.h>
#include <zephyr/sys/atomic.h>
#include <zephyr/sys/dlist.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys/mem_stats.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/sflist.h>
#include <zephyr/sys/slist.h>
#include <zephyr/sys/sys_heap.h>
#include <zephyr/sys/time_units.h>
#include <zephyr/sys/util.h>
#include <zephyr/sys_clock.h>
#include <zephyr/toolchain.h>
#include <zephyr/types.h>

#endif /* ZEPHYR_KERNEL_H_ */
