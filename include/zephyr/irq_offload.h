/* SPDX-License-Identifier: MIT */
/*
 * Running a function in interrupt context, for tests.
 */
#ifndef ZEPHYR_IRQ_OFFLOAD_H_
#define ZEPHYR_IRQ_OFFLOAD_H_

#ifdef __cplusplus
extern "C" {
#endif

/** What irq_offload() runs. */
typedef void (*irq_offload_routine_t)(const void *parameter);

/**
 * Run @a routine(@a parameter) in an interrupt handler, now. Threads only, interrupts unlocked; a scheduling point.
 */
void irq_offload(irq_offload_routine_t routine, const void *parameter);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_IRQ_OFFLOAD_H_ */
