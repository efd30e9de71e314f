/* SPDX-License-Identifier: MIT */
/* Bits of the flash's registers under the names of the reference manual. */
#ifndef BREEZE_SOC_STM32F4_FLASH_REGS_H_
#define BREEZE_SOC_STM32F4_FLASH_REGS_H_

#include <zephyr/sys/util.h>

#define FLASH_KEY1 0x45670123U
#define FLASH_KEY2 0xCDEF89ABU

/** OPERR, WRPERR, PGAERR, PGPERR, PGSERR; written 1 to clear. */
#define FLASH_SR_ERRORS (BIT(1) | GENMASK(7, 4))
#define FLASH_SR_BSY    BIT(16)

#define FLASH_CR_PG       BIT(0)
#define FLASH_CR_SER      BIT(1)
#define FLASH_CR_SNB_POS  3
#define FLASH_CR_PSIZE_32 (2U << 8)
#define FLASH_CR_STRT     BIT(16)
#define FLASH_CR_LOCK     BIT(31)

#endif /* BREEZE_SOC_STM32F4_FLASH_REGS_H_ */
