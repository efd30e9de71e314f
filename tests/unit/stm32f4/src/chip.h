/* SPDX-License-Identifier: MIT */
/*
 * A model of the parts of an STM32F4 that the drivers in soc/stm32f4 use: clocks, pins, their interrupts, and
 * USARTs. An access has its effect when the next one begins; so the drivers are compiled as they are. What the
 * reference manual forbids is a failed assertion: a peripheral used before its clock runs, a processor too fast
 * for the flash or for its voltage.
 */
#ifndef BREEZE_TESTS_UNIT_STM32F4_CHIP_H_
#define BREEZE_TESTS_UNIT_STM32F4_CHIP_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/irq.h>

/* In place of arch/arm/cortex_m/scs.h. */
#define BREEZE_ARCH_ARM_CORTEX_M_SCS_H_
#define REG32(address) (*chip_register(address))

volatile uint32_t *chip_register(uint32_t address);

/** What can fail when the clocks start; an emulator has none, and reads 0. */
struct chip_clocks {
	bool has_rcc, hse, pll, over_drive;
};

/** All registers as after a reset; @a clocks is what works. */
void chip_reset(struct chip_clocks clocks);

/** The clock of the processor as the registers set it, in MHz, with an HSE of 8 MHz. */
uint32_t chip_cpu_mhz(void);

/** The level that something outside gives to a pin. */
void chip_drive(unsigned int pin, bool high);

/** A byte comes in at the USART with these registers; one more than the chip has room for is lost. */
void chip_receive(uint32_t base, uint8_t c);

/** The next byte that the USART has sent, or -1. There is room for one more then. */
int chip_transmit(uint32_t base);

/** Run the handlers of the interrupts that are pending and enabled, until there are none. */
void chip_interrupts(void);

/*
 * In place of the interrupt controller's half of <zephyr/irq.h>, which the desk's own lines are behind.
 */

void chip_connect(unsigned int irq, void (*isr)(const void *param), const void *param);
void chip_enable(unsigned int irq, bool on);

#undef IRQ_CONNECT
#define IRQ_CONNECT(irq, priority, isr, param, flags) chip_connect(irq, isr, param)
#define irq_connect_dynamic(irq, priority, isr, param, flags)                                      \
	(chip_connect(irq, isr, param), (int)(irq))
#undef irq_enable
#define irq_enable(irq) chip_enable(irq, true)
#undef irq_disable
#define irq_disable(irq) chip_enable(irq, false)

#endif /* BREEZE_TESTS_UNIT_STM32F4_CHIP_H_ */
