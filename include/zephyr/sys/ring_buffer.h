/* SPDX-License-Identifier: MIT */
/*
 * Ring buffers of bytes, or of items with a header (CONFIG_RING_BUFFER). One side may put while
 * another gets, in any context both, without a lock; several on one side have to lock. Nothing
 * blocks. Claims give access to the memory itself, to spare a copy.
 */
#ifndef ZEPHYR_INCLUDE_SYS_RING_BUFFER_H_
#define ZEPHYR_INCLUDE_SYS_RING_BUFFER_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/sys/util.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The largest size, in bytes. */
#define RING_BUFFER_MAX_SIZE 0x7FFFFFFFU

/**
 * One side's counts of bytes, modulo twice the size: what it has finished with and, ahead of that,
 * what it has claimed. Written by that side only.
 */
struct ring_buf_index {
	uint32_t done;
	uint32_t claimed;
};

/** A ring buffer. */
struct ring_buf {
	uint8_t *buffer;
	uint32_t size;
	struct ring_buf_index put;
	struct ring_buf_index get;
};

/** Initialiser of an empty ring buffer in the @a size8 bytes at @a buf. */
#define RING_BUF_INIT(buf, size8)                                                                  \
	{                                                                                          \
		.buffer = (uint8_t *)(buf), .size = (size8)                                        \
	}

#define Z_RING_BUF_DECLARE(name, type, count, bytes)                                               \
	BUILD_ASSERT((bytes) <= RING_BUFFER_MAX_SIZE, "ring buffer: too large");                   \
	static type __noinit_named(ring_buffer_data_##name) _ring_buffer_data_##name[count];       \
	struct ring_buf name = RING_BUF_INIT(_ring_buffer_data_##name, bytes)

/** Define a ring buffer of @a size8 bytes. */
#define RING_BUF_DECLARE(name, size8) Z_RING_BUF_DECLARE(name, uint8_t, size8, size8)

/** Define a ring buffer for items, of @a size32 words of 32 bits; an item needs one more than its data. */
#define RING_BUF_ITEM_DECLARE(name, size32)                                                        \
	Z_RING_BUF_DECLARE(name, uint32_t, size32, (size32) * sizeof(uint32_t))

/** The words that an object or type takes as an item's data. */
#define RING_BUF_ITEM_SIZEOF(expr) DIV_ROUND_UP(sizeof(expr), sizeof(uint32_t))

/** Make @a buf empty; neither side may be in use. */
static inline void ring_buf_reset(struct ring_buf *buf)
{
	buf->put = (struct ring_buf_index){0, 0};
	buf->get = (struct ring_buf_index){0, 0};
}

/** Make @a buf an empty ring buffer in the @a size bytes at @a data. */
void ring_buf_init(struct ring_buf *buf, uint32_t size, uint8_t *data);

/** The same for items, in @a size words of 32 bits. */
static inline void ring_buf_item_init(struct ring_buf *buf, uint32_t size, uint32_t *data)
{
	ring_buf_init(buf, size * (uint32_t)sizeof(uint32_t), (uint8_t *)data);
}

/*
 * Sizes, in bytes. The other side may change them at any time, in the good direction only.
 */

/** @return the bytes that can be put, those of an open claim excluded. */
uint32_t ring_buf_space_get(const struct ring_buf *buf);

/** @return the bytes that can be got, those of an open claim included. */
uint32_t ring_buf_size_get(const struct ring_buf *buf);

/** @return the size of @a buf, in bytes. Any context. */
static inline uint32_t ring_buf_capacity_get(const struct ring_buf *buf)
{
	return buf->size;
}

/** @return whether there is nothing to get. */
static inline bool ring_buf_is_empty(const struct ring_buf *buf)
{
	return ring_buf_size_get(buf) == 0;
}

/** @return the words that can be put, the header of an item included. */
static inline uint32_t ring_buf_item_space_get(const struct ring_buf *buf)
{
	return ring_buf_space_get(buf) / (uint32_t)sizeof(uint32_t);
}

/*
 * Bytes
 */

/**
 * Claim memory to fill, behind what is claimed already.
 * @param data  set to it.
 * @return its bytes: @a size, or fewer up to the end of the memory or for want of space.
 */
uint32_t ring_buf_put_claim(struct ring_buf *buf, uint8_t **data, uint32_t size);

/**
 * Put the first @a size bytes of what is claimed, and give up the rest.
 * @retval 0        done.
 * @retval -EINVAL  so much is not claimed; nothing is changed.
 */
int ring_buf_put_finish(struct ring_buf *buf, uint32_t size);

/** Put a copy of up to @a size bytes. No claim may be open. @return how many there was space for. */
uint32_t ring_buf_put(struct ring_buf *buf, const uint8_t *data, uint32_t size);

/** As ring_buf_put_claim(), for memory to read. */
uint32_t ring_buf_get_claim(struct ring_buf *buf, uint8_t **data, uint32_t size);

/** Discard the first @a size bytes of what is claimed; the rest can be claimed again. Returns as ring_buf_put_finish(). */
int ring_buf_get_finish(struct ring_buf *buf, uint32_t size);

/** Get up to @a size bytes to @a data, or discard them if that is NULL. No claim may be open. @return how many. */
uint32_t ring_buf_get(struct ring_buf *buf, uint8_t *data, uint32_t size);

/** As ring_buf_get(), and leave them there; @a data is not NULL. */
uint32_t ring_buf_peek(struct ring_buf *buf, uint8_t *data, uint32_t size);

/*
 * Items: data of 32-bit words with a type and a value
 */

/**
 * Put an item of @a size32 words.
 * @retval 0          done.
 * @retval -EMSGSIZE  no space; nothing is put.
 */
int ring_buf_item_put(struct ring_buf *buf, uint16_t type, uint8_t value, const uint32_t *data32,
		      uint8_t size32);

/**
 * Get the oldest item.
 * @param size32  the room at @a data32 in words; then the size of the item.
 * @retval 0          done.
 * @retval -EAGAIN    there is none.
 * @retval -EMSGSIZE  it does not fit, and stays; *@a size32 says how large it is.
 */
int ring_buf_item_get(struct ring_buf *buf, uint16_t *type, uint8_t *value, uint32_t *data32,
		      uint8_t *size32);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_RING_BUFFER_H_ */
