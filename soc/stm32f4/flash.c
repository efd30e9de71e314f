/* SPDX-License-Identifier: MIT */
/*
 * Erasing and writing the internal flash, 32 bits at a time, which wants 2.7 V or more. The control
 * register is unlocked for one operation and locked after it.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <zephyr/drivers/stm32f4/flash.h>
#include <zephyr/irq.h>
#include <zephyr/kernel/clock.h>
#include <zephyr/kernel/scheduling.h>
#include <zephyr/sys/util.h>

#include "soc/stm32f4/flash_hw.h"
#include "soc/stm32f4/flash_regs.h"

#define KIB 1024U

/** Each bank: four sectors of 16 KiB, one of 64, seven of 128. */
#define BANK_SECTORS 12U
#define BANK_SIZE    (1024U * KIB)
#define SECTORS      (CONFIG_STM32_FLASH_BANKS * BANK_SECTORS)

/** An erase takes 2 s at most by the data sheet, a word 100 us. */
#define ERASE_PATIENCE_MS 4000U
#define PROGRAM_PATIENCE  100000U

size_t stm32f4_flash_sector_size(unsigned int sector)
{
	unsigned int in_bank = sector % BANK_SECTORS;

	if (sector >= SECTORS) {
		return 0;
	}
	return in_bank < 4U ? 16U * KIB : in_bank == 4U ? 64U * KIB : 128U * KIB;
}

uintptr_t stm32f4_flash_sector_address(unsigned int sector)
{
	unsigned int in_bank = sector % BANK_SECTORS;
	uintptr_t bank = CONFIG_FLASH_BASE_ADDRESS + sector / BANK_SECTORS * BANK_SIZE;

	if (sector >= SECTORS) {
		return 0;
	}
	return bank + (in_bank < 5U ? in_bank * 16U : (in_bank - 4U) * 128U) * KIB;
}

static bool is_busy(void)
{
	return (flash_hw_status() & FLASH_SR_BSY) != 0U;
}

static int result_of(bool ended)
{
	uint32_t errors = flash_hw_status() & FLASH_SR_ERRORS;

	flash_hw_clear_status(errors);
	if (!ended) {
		return -ETIMEDOUT;
	}
	return errors != 0U ? -EIO : 0;
}

static void unlock(uint32_t control)
{
	flash_hw_clear_status(FLASH_SR_ERRORS);
	if ((flash_hw_control() & FLASH_CR_LOCK) != 0U) {
		flash_hw_key(FLASH_KEY1);
		flash_hw_key(FLASH_KEY2);
	}
	flash_hw_set_control(control);
}

static void lock(void)
{
	flash_hw_set_control(FLASH_CR_LOCK);
}

/** The second bank's sectors are numbered from 16. */
static uint32_t number_of(unsigned int sector)
{
	return sector + (sector < BANK_SECTORS ? 0U : 16U - BANK_SECTORS);
}

/** Others run meanwhile, unless the caller has locked them out. */
static void wait_ms(void)
{
	unsigned int key = irq_lock();

	irq_unlock(key);
	if (arch_irq_unlocked(key) && k_can_yield()) {
		(void)k_msleep(1);
	} else {
		k_busy_wait(USEC_PER_MSEC);
	}
}

int stm32f4_flash_erase(unsigned int sector)
{
	uint32_t control = FLASH_CR_SER | FLASH_CR_PSIZE_32 | number_of(sector) << FLASH_CR_SNB_POS;
	int result;

	if (sector >= SECTORS) {
		return -EINVAL;
	}
	unlock(control);
	flash_hw_set_control(control | FLASH_CR_STRT);
	for (uint32_t ms = 0; is_busy() && ms < ERASE_PATIENCE_MS; ms++) {
		wait_ms();
	}
	result = result_of(!is_busy());
	lock();
	flash_hw_forget_cache();
	return result;
}

static int write_word(uintptr_t address, uint32_t word)
{
	uint32_t patience = PROGRAM_PATIENCE;

	flash_hw_store(address, word);
	while (is_busy() && patience > 0U) {
		patience--;
	}
	return result_of(!is_busy());
}

static bool is_in_flash(uintptr_t address, size_t size)
{
	uintptr_t start = CONFIG_FLASH_BASE_ADDRESS;
	size_t end = CONFIG_STM32_FLASH_BANKS * BANK_SIZE;

	return address >= start && address - start <= end && size <= end - (address - start);
}

int stm32f4_flash_write(uintptr_t address, const void *data, size_t size)
{
	const char *bytes = data;
	uint32_t word;
	int result = 0;

	if (!is_in_flash(address, size) || address % sizeof(word) != 0U ||
	    size % sizeof(word) != 0U) {
		return -EINVAL;
	}
	unlock(FLASH_CR_PG | FLASH_CR_PSIZE_32);
	for (size_t i = 0; i < size && result == 0; i += sizeof(word)) {
		memcpy(&word, bytes + i, sizeof(word));
		/* What is there already costs neither time nor wear. */
		if (flash_hw_load(address + i) != word) {
			result = write_word(address + i, word);
		}
	}
	lock();
	flash_hw_forget_cache();
	return result;
}
