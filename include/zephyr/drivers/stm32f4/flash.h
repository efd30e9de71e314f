/* SPDX-License-Identifier: MIT */
/*
 * The internal flash of an STM32F4. Not an API of Zephyr's, whose drivers need a device tree.
 *
 * Code in the same bank stands still while the flash works; the second bank of the larger chips, which
 * begins with sector 12, leaves the first alone.
 */
#ifndef ZEPHYR_DRIVERS_STM32F4_FLASH_H_
#define ZEPHYR_DRIVERS_STM32F4_FLASH_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @return where @a sector begins, or 0 if there is no such sector. Any context. */
uintptr_t stm32f4_flash_sector_address(unsigned int sector);

/** @return bytes of @a sector: 16, 64 or 128 KiB; 0 if there is no such sector. Any context. */
size_t stm32f4_flash_sector_size(unsigned int sector);

/**
 * Set all bits of @a sector. Any thread, one at a time; the thread sleeps meanwhile, up to two seconds.
 * @return 0, -EINVAL if there is no such sector, -EIO if the flash reports an error, -ETIMEDOUT.
 */
int stm32f4_flash_erase(unsigned int sector);

/**
 * Clear the bits at @a address that are 0 in @a data, word by word. Any thread, one at a time; takes some
 * 16 us a word.
 * @return 0, -EINVAL if the place is not in flash or not a multiple of 4 bytes, -EIO if the flash reports
 * an error, -ETIMEDOUT.
 */
int stm32f4_flash_write(uintptr_t address, const void *data, size_t size);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_DRIVERS_STM32F4_FLASH_H_ */
