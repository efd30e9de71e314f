/* SPDX-License-Identifier: MIT */
/* How the clocks of a NUCLEO_F429ZI start, and what is left when a part of them does not. */
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#undef CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC
#define CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC 180000000
#define CONFIG_SOC_STM32F429               1
#define CONFIG_STM32_HSE_MHZ               8
#define CONFIG_STM32_HSE_BYPASS            1

#include "chip.h"

#include "soc/stm32f4/clock.c"

static void start(struct chip_clocks works)
{
	chip_reset(works);
	soc_early_init();
	/* The effect of the last access. */
	(void)RCC_CR;
}

static void expect(enum stm32f4_clock from, uint32_t mhz, uint32_t apb1_mhz, uint32_t apb2_mhz)
{
	zassert_equal(stm32f4_clock_source(), from);
	zassert_equal(soc_cpu_hz(), mhz * 1000000U);
	zassert_equal(stm32f4_apb_hz(1), apb1_mhz * 1000000U);
	zassert_equal(stm32f4_apb_hz(2), apb2_mhz * 1000000U);
}

ZTEST(stm32f4_clock, test_full_speed_from_hse)
{
	start((struct chip_clocks){true, true, true, true});
	expect(STM32F4_CLOCK_HSE, 180, 45, 90);
	zassert_equal(chip_cpu_mhz(), 180);
	zassert_true((RCC_CR & RCC_CR_HSEBYP) != 0U, "the ST-LINK gives a signal");
}

ZTEST(stm32f4_clock, test_full_speed_from_hsi_when_hse_does_not_start)
{
	start((struct chip_clocks){true, false, true, true});
	expect(STM32F4_CLOCK_HSI_PLL, 180, 45, 90);
	zassert_equal(chip_cpu_mhz(), 180);
	zassert_true((RCC_CR & (RCC_CR_HSEON | RCC_CR_HSEBYP)) == 0U, "HSE was left on");
}

ZTEST(stm32f4_clock, test_hsi_when_the_pll_does_not_start)
{
	start((struct chip_clocks){true, true, false, true});
	expect(STM32F4_CLOCK_HSI, 16, 16, 16);
	zassert_equal(chip_cpu_mhz(), 16);
}

ZTEST(stm32f4_clock, test_hsi_when_there_is_no_over_drive)
{
	start((struct chip_clocks){true, true, true, false});
	expect(STM32F4_CLOCK_HSI, 16, 16, 16);
	zassert_equal(chip_cpu_mhz(), 16);
}

ZTEST(stm32f4_clock, test_emulator_without_rcc)
{
	start((struct chip_clocks){false, false, false, false});
	expect(STM32F4_CLOCK_EMULATED, 180, 45, 90);
}

ZTEST_SUITE(stm32f4_clock, NULL, NULL, NULL, NULL, NULL);
