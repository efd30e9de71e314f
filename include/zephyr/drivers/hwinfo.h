/* SPDX-License-Identifier: MIT */
/*
 * What the hardware knows of itself: its identity, and why it was reset last.
 */
#ifndef ZEPHYR_INCLUDE_DRIVERS_HWINFO_H_
#define ZEPHYR_INCLUDE_DRIVERS_HWINFO_H_

#include <stddef.h>
#include <stdint.h>

#include <sys/types.h>

#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Causes of a reset; there may be several. */

/** The reset pin. */
#define RESET_PIN BIT(0)
/** Software asked for it. */
#define RESET_SOFTWARE BIT(1)
/** The supply's voltage fell. */
#define RESET_BROWNOUT BIT(2)
/** The supply was switched on. */
#define RESET_POR BIT(3)
/** A watchdog. */
#define RESET_WATCHDOG BIT(4)
/** The debugger. */
#define RESET_DEBUG BIT(5)
/** A violation of security. */
#define RESET_SECURITY BIT(6)
/** The end of a low-power mode. */
#define RESET_LOW_POWER_WAKE BIT(7)

/**
 * Get the chip's unique identity, of which as much as fits goes to @a buffer. Any context; does not block.
 * @return how many bytes that are, or -ENOSYS where the chip, or the emulator, has none.
 */
ssize_t hwinfo_get_device_id(uint8_t *buffer, size_t length);

/**
 * Get the causes of all resets since the last hwinfo_clear_reset_cause(). Any context; does not block.
 * @return 0, or -ENOSYS where the chip, or the emulator, does not know.
 */
int hwinfo_get_reset_cause(uint32_t *cause);

/** Forget the causes so far. Any context; does not block. @return 0 or -ENOSYS. */
int hwinfo_clear_reset_cause(void);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_DRIVERS_HWINFO_H_ */
