/* SPDX-License-Identifier: MIT */
/*
 * The blocks that a board's file system is on; the board chooses what keeps them. With the interpreter lock,
 * which stays where it is, since a file system can not do two things at a time.
 */
#ifndef PORT_CORTEX_M_STORAGE_H
#define PORT_CORTEX_M_STORAGE_H

#include <stddef.h>
#include <stdint.h>

/** Once, before the first session. */
void storage_init(void);

uint32_t storage_block_size(void);
uint32_t storage_block_count(void);

/* 0 or -errno; -EINVAL where a place is not inside a block or not aligned as the device wants it. */

/** Makes all bits of @block 1. */
int storage_erase(uint32_t block);

/** What is written on blocks that were erased reads as it was written. */
int storage_write(uint32_t block, uint32_t offset, const void *data, size_t size);
int storage_read(uint32_t block, uint32_t offset, void *data, size_t size);

#endif
