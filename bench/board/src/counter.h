/* SPDX-License-Identifier: MIT */
/*
 * Counting instructions: under QEMU's -icount shift=6 an instruction takes 64 ns, which is 1.6
 * counts of the MPS2's timer 0 at 25 MHz. What an exception's entry and exit and accesses to
 * memory cost on hardware is not in it.
 */
#ifndef BREEZE_BENCH_BOARD_COUNTER_H_
#define BREEZE_BENCH_BOARD_COUNTER_H_

#include <stdbool.h>
#include <stdint.h>

#define REG32(address) (*(volatile uint32_t *)(address))

#define TIMER0_BASE  0x40000000
#define TIMER1_BASE  0x40001000
#define TIMER_CTRL   0x00
#define TIMER_VALUE  0x04
#define TIMER_RELOAD 0x08
#define TIMER_CLEAR  0x0C
#define TIMER1_IRQ   9

/** Interrupt lines that nothing is connected to: raised by software. */
#define SPARE_IRQ       20
#define OTHER_SPARE_IRQ 21

/** Start the counter and run loops of known length. @return whether it shows what they are. */
bool counter_start(void);

/** Let @a count instructions pass, in a loop of two. */
void spend_instructions(uint32_t count);

/** @return hundredths of an instruction in @a counts, divided among @a times. */
uint32_t hundredths(uint32_t counts, uint32_t times);

/** Print a row of the table: hundredths of an instruction. */
void row(const char *name, uint32_t value);

/** As row(), for the places of a number @a n in the name. */
void row_of(const char *name, uint32_t n, uint32_t value);

/** @return counts since counter_start(), wrapping. */
static inline uint32_t counter_read(void)
{
	return ~REG32(TIMER0_BASE + TIMER_VALUE);
}

static inline void raise_line(unsigned int line)
{
	REG32(0xE000E200) = 1U << line;
	__asm__ volatile("dsb\n\tisb" : : : "memory");
}

#ifdef CONFIG_FPU
/** Let the thread have no live FP registers: the compiler copies 64-bit arguments through them. */
static inline void forget_fp(void)
{
	uint32_t control;

	__asm__ volatile("mrs %0, control\n\tbic %0, #4\n\tmsr control, %0\n\tisb"
			 : "=&r"(control));
}
#else
static inline void forget_fp(void)
{
}
#endif

/** Hundredths of an instruction that @a statement takes, over @a times runs, without the loop itself. */
#define MEASURE(times, statement)                                                                  \
	({                                                                                         \
		forget_fp();                                                                       \
		uint32_t began_ = counter_read();                                                  \
		for (uint32_t i_ = (times); i_ != 0; i_--) {                                       \
			__asm__ volatile("" : : : "memory");                                       \
		}                                                                                  \
		uint32_t empty_ = counter_read() - began_;                                         \
		began_ = counter_read();                                                           \
		for (uint32_t i_ = (times); i_ != 0; i_--) {                                       \
			__asm__ volatile("" : : : "memory");                                       \
			statement;                                                                 \
		}                                                                                  \
		hundredths(counter_read() - began_ - empty_, times);                               \
	})

#endif /* BREEZE_BENCH_BOARD_COUNTER_H_ */
