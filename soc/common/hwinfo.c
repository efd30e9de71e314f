/* SPDX-License-Identifier: MIT */
/* For SoCs that say nothing about themselves. */
#include <errno.h>

#include <zephyr/drivers/hwinfo.h>
#include <zephyr/toolchain.h>

__weak ssize_t hwinfo_get_device_id(uint8_t *buffer, size_t length)
{
	ARG_UNUSED(buffer);
	ARG_UNUSED(length);
	return -ENOSYS;
}

__weak int hwinfo_get_reset_cause(uint32_t *cause)
{
	ARG_UNUSED(cause);
	return -ENOSYS;
}

__weak int hwinfo_clear_reset_cause(void)
{
	return -ENOSYS;
}
