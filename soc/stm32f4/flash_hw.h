/* SPDX-License-Identifier: MIT */
/*
 * The flash's registers and the flash itself, one function for each way in which the driver uses
 * them, so that a test can put a model in their place.
 */
#ifndef BREEZE_SOC_STM32F4_FLASH_HW_H_
#define BREEZE_SOC_STM32F4_FLASH_HW_H_

#include <stdint.h>

#include <zephyr/sys/util.h>

#include "soc/stm32f4/stm32f4.h"

static inline uint32_t flash_hw_status(void)
{
	return FLASH_SR;
}

/** Clear the bits of the status that are set in @a bits. */
static inline void flash_hw_clear_status(uint32_t bits)
{
	FLASH_SR = bits;
}

static inline void flash_hw_key(uint32_t key)
{
	FLASH_KEYR = key;
}

static inline uint32_t flash_hw_control(void)
{
	return FLASH_CR;
}

static inline void flash_hw_set_control(uint32_t value)
{
	FLASH_CR = value;
}

static inline uint32_t flash_hw_load(uintptr_t address)
{
	return REG32(address);
}

/** Nothing may run ahead of the store: the next look at the status has to see it begun. */
static inline void flash_hw_store(uintptr_t address, uint32_t word)
{
	REG32(address) = word;
	__asm__ volatile("dsb" : : : "memory");
}

/** Let the data cache forget what it holds; it may be reset only while it is off. */
static inline void flash_hw_forget_cache(void)
{
	uint32_t acr = FLASH_ACR;

	FLASH_ACR = acr & ~FLASH_ACR_DCEN;
	FLASH_ACR = (acr & ~FLASH_ACR_DCEN) | FLASH_ACR_DCRST;
	FLASH_ACR = acr & ~FLASH_ACR_DCEN;
	FLASH_ACR = acr;
}

#endif /* BREEZE_SOC_STM32F4_FLASH_HW_H_ */
