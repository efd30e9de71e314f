/* SPDX-License-Identifier: MIT */
/*
 * Starting the machine again; boards only.
 */
#ifndef ZEPHYR_INCLUDE_SYS_REBOOT_H_
#define ZEPHYR_INCLUDE_SYS_REBOOT_H_

#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Kinds of a reboot; a Cortex-M knows one only. */
#define SYS_REBOOT_WARM 0
#define SYS_REBOOT_COLD 1

/** Send what the console holds and reset the system. Any context. */
FUNC_NORETURN void sys_reboot(int type);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_REBOOT_H_ */
