/* SPDX-License-Identifier: MIT */
/*
 * Start-up, for architectures.
 */
#ifndef BREEZE_KERNEL_INIT_H_
#define BREEZE_KERNEL_INIT_H_

#include <zephyr/kernel/thread.h>
#include <zephyr/toolchain.h>

/** The thread that runs main(). */
extern struct k_thread z_main_thread;

/**
 * Start the kernel and, in the main thread, the application. Called once, on the start-up stack,
 * when memory is set up and interrupts are locked.
 */
FUNC_NORETURN void z_cstart(void);

#endif /* BREEZE_KERNEL_INIT_H_ */
