/* SPDX-License-Identifier: MIT */
/*
 * The flash controller of an STM32F4 with the four sectors of 16 KiB that its second bank begins with,
 * whose power fails at every operation (torn_flash.h). Whatever the reference manual forbids is a failed
 * assertion.
 */
#ifndef BREEZE_TESTS_LITTLEFS_FLASH_MODEL_H_
#define BREEZE_TESTS_LITTLEFS_FLASH_MODEL_H_

#define TORN_SECTOR_SIZE 16384U
#define TORN_SECTORS     4U
#include "tests/unit/support/torn_flash.h"

#define CONFIG_FLASH_BASE_ADDRESS 0x08000000
#define CONFIG_STM32_FLASH_BANKS  2
#define MODEL_FIRST_SECTOR        12U
#define MODEL_FIRST_NUMBER        16U
#define MODEL_ADDRESS             0x08100000U

static struct {
	uint32_t control;
	uint32_t status;
	int keys;
	/** Reads of the status until the operation is over. */
	uint32_t busy;
	/** Status bits that the next operation ends with. */
	uint32_t errors;
	/** The data cache may hold what was there before. */
	bool cache_is_stale;
} model = {.control = FLASH_CR_LOCK};

/* In place of soc/stm32f4/flash_hw.h. */
#define BREEZE_SOC_STM32F4_FLASH_HW_H_

static inline uint32_t flash_hw_status(void)
{
	if (model.busy > 0U) {
		model.busy--;
		return model.status | FLASH_SR_BSY;
	}
	return model.status;
}

static inline void flash_hw_clear_status(uint32_t bits)
{
	model.status &= ~bits;
}

static inline void flash_hw_key(uint32_t key)
{
	zassert_equal(key, model.keys == 0 ? FLASH_KEY1 : FLASH_KEY2,
		      "the wrong key locks until reset");
	if (++model.keys == 2) {
		model.keys = 0;
		model.control &= ~FLASH_CR_LOCK;
	}
}

static inline uint32_t flash_hw_control(void)
{
	return model.control;
}

static inline void model_end(void)
{
	model.busy = 3;
	model.status |= model.errors;
	model.errors = 0;
	model.cache_is_stale = true;
}

static inline void flash_hw_set_control(uint32_t value)
{
	uint32_t number = (value >> FLASH_CR_SNB_POS & 0x1FU) - MODEL_FIRST_NUMBER;

	zassert_equal(model.busy, 0U, "the control register was written while the flash was busy");
	zassert_true((model.control & FLASH_CR_LOCK) == 0U,
		     "the control register was written locked");
	model.control = value & ~FLASH_CR_STRT;
	if ((value & FLASH_CR_STRT) != 0U) {
		zassert_equal(value & (FLASH_CR_PG | FLASH_CR_SER), FLASH_CR_SER);
		if (model.errors == 0U) {
			(void)torn_erase(number * TORN_SECTOR_SIZE);
		}
		model_end();
	}
}

static inline uint32_t flash_hw_load(uintptr_t address)
{
	uint32_t word;

	memcpy(&word, &torn_memory[address - MODEL_ADDRESS], sizeof(word));
	return word;
}

static inline void flash_hw_store(uintptr_t address, uint32_t word)
{
	zassert_equal(model.busy, 0U, "a word was written while the flash was busy");
	zassert_equal(model.control, FLASH_CR_PG | FLASH_CR_PSIZE_32, "programming was not on");
	if (model.errors == 0U) {
		(void)torn_write((uint32_t)(address - MODEL_ADDRESS), &word, sizeof(word));
	}
	model_end();
}

static inline void flash_hw_forget_cache(void)
{
	model.cache_is_stale = false;
}

#endif /* BREEZE_TESTS_LITTLEFS_FLASH_MODEL_H_ */
