/* SPDX-License-Identifier: MIT */
/* The unique identity in system memory, and the reset flags of the RCC. An emulator has neither. */
#include <errno.h>
#include <string.h>

#include <zephyr/drivers/hwinfo.h>

#include "soc/stm32f4/stm32f4.h"

#define UNIQUE_ID      0x1FFF7A10U
#define UNIQUE_ID_SIZE 12U

static bool is_emulated(void)
{
	return stm32f4_clock_source() == STM32F4_CLOCK_EMULATED;
}

ssize_t hwinfo_get_device_id(uint8_t *buffer, size_t length)
{
	size_t size = MIN(length, UNIQUE_ID_SIZE);

	if (is_emulated()) {
		return -ENOSYS;
	}
	memcpy(buffer, (const void *)UNIQUE_ID, size);
	return (ssize_t)size;
}

/* The chip pulls its own reset pin at every reset: the pin is the cause only if nothing else is. */
int hwinfo_get_reset_cause(uint32_t *cause)
{
	static const struct {
		uint32_t flag;
		uint32_t cause;
	} causes[] = {
		{RCC_CSR_LPWRRSTF, RESET_LOW_POWER_WAKE},
		{RCC_CSR_WWDGRSTF, RESET_WATCHDOG},
		{RCC_CSR_IWDGRSTF, RESET_WATCHDOG},
		{RCC_CSR_SFTRSTF, RESET_SOFTWARE},
		{RCC_CSR_PORRSTF, RESET_POR},
		{RCC_CSR_BORRSTF, RESET_BROWNOUT},
	};
	uint32_t flags = RCC_CSR;

	if (is_emulated()) {
		return -ENOSYS;
	}
	*cause = 0;
	for (size_t i = 0; i < ARRAY_SIZE(causes); i++) {
		*cause |= (flags & causes[i].flag) != 0U ? causes[i].cause : 0U;
	}
	if (*cause == 0U && (flags & RCC_CSR_PINRSTF) != 0U) {
		*cause = RESET_PIN;
	}
	return 0;
}

int hwinfo_clear_reset_cause(void)
{
	if (is_emulated()) {
		return -ENOSYS;
	}
	RCC_CSR |= RCC_CSR_RMVF;
	return 0;
}
