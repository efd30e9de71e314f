/* SPDX-License-Identifier: MIT */
/*
 * Registers of the STM32F4 under the names of the reference manual, as far as they are used, and
 * what the files of this SoC share.
 */
#ifndef BREEZE_SOC_STM32F4_STM32F4_H_
#define BREEZE_SOC_STM32F4_STM32F4_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/drivers/stm32f4/pin.h>
#include <zephyr/sys/util.h>

#include "arch/arm/cortex_m/scs.h"

/* Reset and clock control */
#define RCC_CR      REG32(0x40023800)
#define RCC_PLLCFGR REG32(0x40023804)
#define RCC_CFGR    REG32(0x40023808)
#define RCC_AHB1ENR REG32(0x40023830)
#define RCC_APB1ENR REG32(0x40023840)
#define RCC_APB2ENR REG32(0x40023844)
#define RCC_CSR     REG32(0x40023874)

#define RCC_CR_HSION         BIT(0)
#define RCC_CR_HSEON         BIT(16)
#define RCC_CR_HSERDY        BIT(17)
#define RCC_CR_HSEBYP        BIT(18)
#define RCC_CR_PLLON         BIT(24)
#define RCC_CR_PLLRDY        BIT(25)
#define RCC_PLLCFGR_SRC_HSE  BIT(22)
#define RCC_CFGR_SW_PLL      2U
#define RCC_CFGR_SWS_MASK    GENMASK(3, 2)
#define RCC_CFGR_SWS_PLL     (2U << 2)
#define RCC_CFGR_PPRE1_DIV4  (5U << 10)
#define RCC_CFGR_PPRE2_DIV2  (4U << 13)
#define RCC_APB1ENR_PWREN    BIT(28)
#define RCC_APB1ENR_USART3EN BIT(18)
#define RCC_APB2ENR_USART1EN BIT(4)

#define RCC_APB2ENR_SYSCFGEN BIT(14)
#define RCC_CSR_RMVF         BIT(24)
#define RCC_CSR_BORRSTF      BIT(25)
#define RCC_CSR_PINRSTF      BIT(26)
#define RCC_CSR_PORRSTF      BIT(27)
#define RCC_CSR_SFTRSTF      BIT(28)
#define RCC_CSR_IWDGRSTF     BIT(29)
#define RCC_CSR_WWDGRSTF     BIT(30)
#define RCC_CSR_LPWRRSTF     BIT(31)

/* External interrupts, and which port a line of theirs belongs to */
#define EXTI_IMR         REG32(0x40013C00)
#define EXTI_RTSR        REG32(0x40013C08)
#define EXTI_FTSR        REG32(0x40013C0C)
#define EXTI_PR          REG32(0x40013C14)
#define SYSCFG_EXTICR(n) REG32(0x40013808 + (n)*4)

/* Power and flash */
#define PWR_CR     REG32(0x40007000)
#define PWR_CSR    REG32(0x40007004)
#define FLASH_ACR  REG32(0x40023C00)
#define FLASH_KEYR REG32(0x40023C04)
#define FLASH_SR   REG32(0x40023C0C)
#define FLASH_CR   REG32(0x40023C10)

#define PWR_CR_VOS          BIT(14)
#define PWR_CR_ODEN         BIT(16)
#define PWR_CR_ODSWEN       BIT(17)
#define PWR_CSR_ODRDY       BIT(16)
#define PWR_CSR_ODSWRDY     BIT(17)
#define FLASH_ACR_LATENCY_5 5U
#define FLASH_ACR_PRFTEN    BIT(8)
#define FLASH_ACR_ICEN      BIT(9)
#define FLASH_ACR_DCEN      BIT(10)
#define FLASH_ACR_DCRST     BIT(12)

/* USART, at a base address */
#define USART_SR(base)  REG32((base) + 0x00)
#define USART_DR(base)  REG32((base) + 0x04)
#define USART_BRR(base) REG32((base) + 0x08)
#define USART_CR1(base) REG32((base) + 0x0C)
#define USART_CR2(base) REG32((base) + 0x10)

#define USART_SR_ORE     BIT(3)
#define USART_SR_RXNE    BIT(5)
#define USART_SR_TXE     BIT(7)
#define USART_SR_TC      BIT(6)
#define USART_CR1_RE     BIT(2)
#define USART_CR1_TE     BIT(3)
#define USART_CR1_RXNEIE BIT(5)
#define USART_CR1_TXEIE  BIT(7)
#define USART_CR1_PS     BIT(9)
#define USART_CR1_PCE    BIT(10)
#define USART_CR1_M      BIT(12)
#define USART_CR1_UE     BIT(13)
#define USART_CR2_STOP_2 (2U << 12)

/** Where the processor's clock comes from. */
enum stm32f4_clock {
	/** The PLL from HSE: as it should be. */
	STM32F4_CLOCK_HSE,
	/** HSE did not start: the PLL from HSI, as fast, but only to 1%. */
	STM32F4_CLOCK_HSI_PLL,
	/** The PLL did not start either: HSI at 16 MHz. */
	STM32F4_CLOCK_HSI,
	/** There is no RCC: an emulator, with a clock of its own at the nominal frequency. */
	STM32F4_CLOCK_EMULATED,
};

enum stm32f4_clock stm32f4_clock_source(void);

/** @return the frequency of APB1 or APB2 (@a bus is 1 or 2) in Hz. */
uint32_t stm32f4_apb_hz(unsigned int bus);

#endif /* BREEZE_SOC_STM32F4_STM32F4_H_ */
