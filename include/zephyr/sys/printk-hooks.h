/* SPDX-License-Identifier: MIT */
/* Where printk's characters go: a driver or the board installs a function here at start-up. */
#ifndef ZEPHYR_INCLUDE_SYS_PRINTK_HOOKS_H_
#define ZEPHYR_INCLUDE_SYS_PRINTK_HOOKS_H_

#ifdef __cplusplus
extern "C" {
#endif

/** Takes one character. Called from any context that prints, so it must not block. */
typedef int (*printk_hook_fn_t)(int c);

/** Replace the hook. Until the first call printk's output is dropped. */
void __printk_hook_install(printk_hook_fn_t fn);

/** @return the hook in force. */
printk_hook_fn_t __printk_get_hook(void);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_PRINTK_HOOKS_H_ */
