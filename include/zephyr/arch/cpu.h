/* SPDX-License-Identifier: MIT */
/*
 * The processor's part of the public headers: inline interrupt lock, the two
 * structures of a thread's context, and the shape of a stack. Which processor,
 * the configuration says. The contracts are in arch/arch.h.
 */
#ifndef ZEPHYR_ARCH_CPU_H_
#define ZEPHYR_ARCH_CPU_H_

#if defined(CONFIG_ARCH_POSIX)
#include <zephyr/arch/posix/arch.h>
#elif defined(CONFIG_ARCH_TEMPLATE)
#include <zephyr/arch/template/arch.h>
#elif defined(CONFIG_ARM)
#include <zephyr/arch/arm/arch.h>
#else
#error "No architecture is selected: see arch/Kconfig"
#endif

#endif /* ZEPHYR_ARCH_CPU_H_ */
