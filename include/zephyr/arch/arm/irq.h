/* SPDX-License-Identifier: MIT */
/*
 * Static interrupt connections on Cortex-M. A connection puts a stub named
 * z_arm_isr_<line> into the program, which the linker places in the vector
 * table instead of the weak default; it costs no RAM, and two connections of
 * one line from different files do not link. The processor saves what a C
 * function may change, so the handler is an ordinary function.
 */
#ifndef ZEPHYR_ARCH_ARM_IRQ_H_
#define ZEPHYR_ARCH_ARM_IRQ_H_

#include <stdint.h>

#include <zephyr/sys/util.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Flag of a connection (CONFIG_ZERO_LATENCY_IRQS): never masked; its handler may not call the kernel. */
#define IRQ_ZERO_LATENCY BIT(0)

/** Levels that a board may use for handlers: 0, the most urgent, up to this one less. */
#ifdef CONFIG_ZERO_LATENCY_IRQS
#define Z_ARM_IRQ_LEVELS_TAKEN 1U
#else
#define Z_ARM_IRQ_LEVELS_TAKEN 0U
#endif
#define Z_ARM_IRQ_LEVELS (BIT(CONFIG_NUM_IRQ_PRIO_BITS) - 1U - Z_ARM_IRQ_LEVELS_TAKEN)

/** A level as the priority registers want it. */
#define Z_ARM_IRQ_LEVEL(level) ((level) << (8 - CONFIG_NUM_IRQ_PRIO_BITS))

/** The most urgent level that the lock masks (CONFIG_ZERO_LATENCY_IRQS). */
#define Z_ARM_IRQ_LOCK_LEVEL Z_ARM_IRQ_LEVEL(Z_ARM_IRQ_LEVELS_TAKEN)

/** Set the priority of line @a irq. @return 0, or -EINVAL for a line or a priority that does not exist. */
int z_arm_irq_priority_set(unsigned int irq, unsigned int priority, uint32_t flags);

/* Within one file a function with a connection may be inlined more than once: hence .ifndef. */
#define Z_ARM_ISR_STUB(irq, text, ...)                                                             \
	__asm__ volatile(".ifndef z_arm_isr_%c0\n"                                                 \
			 ".pushsection .text.z_arm_isr_%c0, \"ax\", %%progbits\n"                  \
			 ".balign 4\n"                                                             \
			 ".globl z_arm_isr_%c0\n"                                                  \
			 ".type z_arm_isr_%c0, %%function\n"                                       \
			 ".thumb_func\n"                                                           \
			 "z_arm_isr_%c0:\n" text ".popsection\n"                                   \
			 ".endif\n"                                                                \
			 :                                                                         \
			 : "i"(irq), __VA_ARGS__)

#define Z_ARM_IRQ_CHECK(irq, priority)                                                             \
	BUILD_ASSERT((irq) < CONFIG_NUM_IRQS, "the SoC has no such interrupt line");               \
	BUILD_ASSERT((priority) < Z_ARM_IRQ_LEVELS, "there is no such interrupt priority")

#define ARCH_IRQ_CONNECT(irq, priority, isr, param, flags)                                         \
	do {                                                                                       \
		void (*const z_handler)(const void *) = (void (*)(const void *))(isr);             \
		Z_ARM_IRQ_CHECK(irq, priority);                                                    \
		ARG_UNUSED(z_handler);                                                             \
		Z_ARM_ISR_STUB(irq,                                                                \
			       "\tldr r0, 1f\n"                                                    \
			       "\tldr r1, 2f\n"                                                    \
			       "\tbx r1\n"                                                         \
			       "\t.balign 4\n"                                                     \
			       "1:\t.word %c2\n"                                                   \
			       "2:\t.word %c1\n",                                                  \
			       "i"(isr), "i"(param));                                              \
		(void)z_arm_irq_priority_set(irq, priority, flags);                                \
	} while (false)

#define ARCH_IRQ_DIRECT_CONNECT(irq, priority, isr, flags)                                         \
	do {                                                                                       \
		void (*const z_handler)(void) = (isr);                                             \
		Z_ARM_IRQ_CHECK(irq, priority);                                                    \
		ARG_UNUSED(z_handler);                                                             \
		Z_ARM_ISR_STUB(irq,                                                                \
			       "\tldr r0, 1f\n"                                                    \
			       "\tbx r0\n"                                                         \
			       "\t.balign 4\n"                                                     \
			       "1:\t.word %c1\n",                                                  \
			       "i"(isr));                                                          \
		(void)z_arm_irq_priority_set(irq, priority, flags);                                \
	} while (false)

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_ARCH_ARM_IRQ_H_ */
