/* SPDX-License-Identifier: MIT */
/* The integer types that every public header may rely on. */
#ifndef ZEPHYR_INCLUDE_TYPES_H_
#define ZEPHYR_INCLUDE_TYPES_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zephyr/toolchain.h>

/** Strictest alignment that any scalar needs. */
typedef union {
	long long thelonglong;
	void *thepvoid;
	void (*thepfunc)(void);
} z_max_align_t;

#endif /* ZEPHYR_INCLUDE_TYPES_H_ */
