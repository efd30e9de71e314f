/* SPDX-License-Identifier: MIT */
/*
 * The RAM of a board that no variable takes, for stacks made at run time and for an interpreter's
 * heap: whoever comes first gets it, there is no border between the two. Not an API of Zephyr's.
 * Needs CONFIG_DYNAMIC_THREAD; the desk has memory from Linux instead.
 */
#ifndef ZEPHYR_INCLUDE_SYS_RAM_H_
#define ZEPHYR_INCLUDE_SYS_RAM_H_

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Hand over @a size bytes at @a start, which belong to nobody else from now on. Any thread, or
 * at start-up; does not block.
 */
void sys_ram_add(void *start, size_t size);

/**
 * Get @a size bytes at an address that is a multiple of @a align, a power of two. Any thread; does not block.
 * @return the memory, or NULL when there is no such piece.
 */
void *sys_ram_alloc(size_t align, size_t size);

/**
 * Give back what sys_ram_alloc() returned. Any thread; does not block.
 * @return false if @a ptr is no such piece; then nothing has changed.
 */
bool sys_ram_free(void *ptr);

/** @return bytes of the piece at @a ptr, at least as many as asked for; 0 if there is none. Any thread. */
size_t sys_ram_size(const void *ptr);

/** @return the most that sys_ram_alloc() would give now, in bytes, with no wish for alignment. Any thread. */
size_t sys_ram_largest(void);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_RAM_H_ */
