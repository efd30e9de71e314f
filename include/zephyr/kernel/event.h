/* SPDX-License-Identifier: MIT */
/*
 * Events: 32 bits that threads wait for, any or all of some of them
 * (CONFIG_EVENTS). All waiters that a change satisfies wake together.
 */
#ifndef ZEPHYR_KERNEL_EVENT_H_
#define ZEPHYR_KERNEL_EVENT_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An event object. Protected by the interrupt lock. Nobody waits for bits that are there. */
struct k_event {
	_wait_q_t wait_q;
	uint32_t events;
};

#define Z_EVENT_INITIALIZER(obj)                                                                   \
	{                                                                                          \
		.wait_q = Z_WAIT_Q_INIT(&(obj).wait_q)                                             \
	}

/** Define an event object that is ready for use, with no bits. */
#define K_EVENT_DEFINE(name) STRUCT_SECTION_ITERABLE(k_event, name) = Z_EVENT_INITIALIZER(name)

/** Make @a event have no bits. Nobody may await it. Threads only. */
void k_event_init(struct k_event *event);

/** Add the bits @a events. ISR-legal; a scheduling point. @return those of them that were there before. */
uint32_t k_event_post(struct k_event *event, uint32_t events);

/** Replace all bits by @a events. ISR-legal; a scheduling point. @return the bits before. */
uint32_t k_event_set(struct k_event *event, uint32_t events);

/** Replace the bits in @a events_mask by those of @a events. ISR-legal; a scheduling point. @return the bits in the mask before. */
uint32_t k_event_set_masked(struct k_event *event, uint32_t events, uint32_t events_mask);

/** Remove the bits @a events. ISR-legal. @return those of them that were there before. */
uint32_t k_event_clear(struct k_event *event, uint32_t events);

/**
 * Wait until at least one bit of @a events is there; they stay. Blocks up to @a timeout; in an interrupt handler only
 * with K_NO_WAIT.
 * @param reset  first remove all bits of the object, not only these.
 * @return the bits of @a events that are there; 0 if none came in time, and at once if @a events is 0.
 */
uint32_t k_event_wait(struct k_event *event, uint32_t events, bool reset, k_timeout_t timeout);

/** As k_event_wait(), until all bits of @a events are there at one time. @return @a events, or 0. */
uint32_t k_event_wait_all(struct k_event *event, uint32_t events, bool reset, k_timeout_t timeout);

/**
 * As k_event_wait(), and remove the bits that are returned in the same step. Others that the same change satisfies see
 * them too.
 */
uint32_t k_event_wait_safe(struct k_event *event, uint32_t events, bool reset, k_timeout_t timeout);

/** As k_event_wait_all(), and remove the bits that are returned in the same step. */
uint32_t k_event_wait_all_safe(struct k_event *event, uint32_t events, bool reset,
			       k_timeout_t timeout);

/** @return the bits of @a events_mask that are there. Any context. */
static inline uint32_t k_event_test(struct k_event *event, uint32_t events_mask)
{
	return *(volatile uint32_t *)&event->events & events_mask;
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_EVENT_H_ */
