/* SPDX-License-Identifier: MIT */
/*
 * The clock tree: the PLL from HSE at the board's full speed, from HSI if HSE
 * does not start, plain HSI if the PLL does not. Each wait ends; the console
 * says what was missing. An emulator has no RCC: its registers read 0, which
 * those of the chip never do.
 */
#include <zephyr/init.h>
#include <zephyr/sys/printk.h>

#include "arch/arm/cortex_m/cortex_m.h"
#include "soc/stm32f4/stm32f4.h"

#define HSI_MHZ 16U
#define CPU_MHZ (CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC / 1000000U)
/** Polls before a wait is given up: some 100 ms at 16 MHz. HSE takes 2 ms, the PLL 0.2 ms. */
#define PATIENCE 200000U

BUILD_ASSERT(CPU_MHZ <= 168U || IS_ENABLED(CONFIG_SOC_STM32F429), "too fast for this chip");

static enum stm32f4_clock source;

static bool wait_for(volatile uint32_t *word, uint32_t mask, uint32_t value)
{
	for (uint32_t i = 0; i < PATIENCE; i++) {
		if ((*word & mask) == value) {
			return true;
		}
	}
	return false;
}

static bool start_hse(void)
{
	RCC_CR |= RCC_CR_HSEON | (IS_ENABLED(CONFIG_STM32_HSE_BYPASS) ? RCC_CR_HSEBYP : 0U);
	if (wait_for(&RCC_CR, RCC_CR_HSERDY, RCC_CR_HSERDY)) {
		return true;
	}
	RCC_CR &= ~(RCC_CR_HSEON | RCC_CR_HSEBYP);
	return false;
}

/** 1 MHz in, twice the processor's clock at the VCO; 48 MHz for USB where that divides. */
static bool start_pll(unsigned int input_mhz, uint32_t input)
{
	uint32_t vco_mhz = 2U * CPU_MHZ;

	RCC_PLLCFGR = input_mhz | vco_mhz << 6 | input | DIV_ROUND_UP(vco_mhz, 48U) << 24;
	RCC_CR |= RCC_CR_PLLON;
	return wait_for(&RCC_CR, RCC_CR_PLLRDY, RCC_CR_PLLRDY);
}

/** Voltage for full speed; beyond 168 MHz the chip wants over-drive, which only the larger ones have. */
static bool raise_voltage(void)
{
	RCC_APB1ENR |= RCC_APB1ENR_PWREN;
	/* The clock is on two cycles after the write: reading it back takes as long. */
	(void)RCC_APB1ENR;
	PWR_CR |= PWR_CR_VOS;
	if (CPU_MHZ <= 168U) {
		return true;
	}
	PWR_CR |= PWR_CR_ODEN;
	if (!wait_for(&PWR_CSR, PWR_CSR_ODRDY, PWR_CSR_ODRDY)) {
		return false;
	}
	PWR_CR |= PWR_CR_ODSWEN;
	return wait_for(&PWR_CSR, PWR_CSR_ODSWRDY, PWR_CSR_ODSWRDY);
}

static bool run_from_pll(void)
{
	FLASH_ACR = FLASH_ACR_LATENCY_5 | FLASH_ACR_PRFTEN | FLASH_ACR_ICEN | FLASH_ACR_DCEN;
	RCC_CFGR = RCC_CFGR_PPRE1_DIV4 | RCC_CFGR_PPRE2_DIV2;
	RCC_CFGR |= RCC_CFGR_SW_PLL;
	return wait_for(&RCC_CFGR, RCC_CFGR_SWS_MASK, RCC_CFGR_SWS_PLL);
}

static enum stm32f4_clock start_clocks(void)
{
	bool has_hse;

	if (RCC_CR == 0U) {
		return STM32F4_CLOCK_EMULATED;
	}
	has_hse = start_hse();
	if (start_pll(has_hse ? CONFIG_STM32_HSE_MHZ : HSI_MHZ,
		      has_hse ? RCC_PLLCFGR_SRC_HSE : 0U) &&
	    raise_voltage() && run_from_pll()) {
		return has_hse ? STM32F4_CLOCK_HSE : STM32F4_CLOCK_HSI_PLL;
	}
	RCC_CFGR = 0;
	return STM32F4_CLOCK_HSI;
}

void soc_early_init(void)
{
	source = start_clocks();
}

enum stm32f4_clock stm32f4_clock_source(void)
{
	return source;
}

uint32_t soc_cpu_hz(void)
{
	return source == STM32F4_CLOCK_HSI ? HSI_MHZ * 1000000U
					   : CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC;
}

uint32_t stm32f4_apb_hz(unsigned int bus)
{
	if (source == STM32F4_CLOCK_HSI) {
		return soc_cpu_hz();
	}
	return soc_cpu_hz() / (bus == 1U ? 4U : 2U);
}

static int report(void)
{
	if (source == STM32F4_CLOCK_HSI_PLL) {
		printk("clock: HSE did not start; %u MHz from HSI, to 1%%\n", CPU_MHZ);
	} else if (source == STM32F4_CLOCK_HSI) {
		printk("clock: the PLL did not start; %u MHz instead of %u\n", HSI_MHZ, CPU_MHZ);
	}
	return 0;
}

SYS_INIT(report, PRE_KERNEL_1, 0);
