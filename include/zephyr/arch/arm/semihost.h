/* SPDX-License-Identifier: MIT */
/*
 * Ending a program that runs in an emulator or under a debugger (CONFIG_SEMIHOST).
 */
#ifndef ZEPHYR_ARCH_ARM_SEMIHOST_H_
#define ZEPHYR_ARCH_ARM_SEMIHOST_H_

#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Send what is buffered for the console and end the program with @a status. Where there is no emulator
 * or debugger to do it, wait for ever. Any context.
 */
FUNC_NORETURN void semihost_exit(int status);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_ARCH_ARM_SEMIHOST_H_ */
