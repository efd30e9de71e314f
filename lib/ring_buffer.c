/* SPDX-License-Identifier: MIT */
/*
 * Ring buffers. Counts run from 0 to twice the size, so that full and empty
 * differ with no byte wasted. A side reads the other's `done`, which is stored
 * after the bytes that it is about have been written or read: no lock.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/sys/__assert.h>
#include <zephyr/sys/ring_buffer.h>

/** What precedes the data of an item. */
struct header {
	uint16_t type;
	uint8_t length;
	uint8_t value;
};

BUILD_ASSERT(sizeof(struct header) == sizeof(uint32_t), "a header takes one word");

void ring_buf_init(struct ring_buf *buf, uint32_t size, uint8_t *data)
{
	__ASSERT(size <= RING_BUFFER_MAX_SIZE, "ring_buf_init: %u bytes are too many",
		 (unsigned int)size);
	*buf = (struct ring_buf)RING_BUF_INIT(data, size);
}

/** @return what the other side has done so far; what it did before that has happened. */
static uint32_t done_by(const struct ring_buf_index *other)
{
	return __atomic_load_n(&other->done, __ATOMIC_ACQUIRE);
}

/** @return count @a from plus @a bytes, up to the size. */
static uint32_t ahead(const struct ring_buf *buf, uint32_t from, uint32_t bytes)
{
	uint32_t left = 2 * buf->size - from;

	return bytes < left ? from + bytes : bytes - left;
}

/** @return how far count @a to is ahead of @a from. */
static uint32_t distance(const struct ring_buf *buf, uint32_t from, uint32_t to)
{
	return to >= from ? to - from : to + (2 * buf->size - from);
}

uint32_t ring_buf_space_get(const struct ring_buf *buf)
{
	return buf->size - distance(buf, done_by(&buf->get), buf->put.claimed);
}

uint32_t ring_buf_size_get(const struct ring_buf *buf)
{
	return distance(buf, done_by(&buf->get), done_by(&buf->put));
}

/** Claim up to @a size of @a available bytes for @a side. */
static uint32_t claim(struct ring_buf *buf, struct ring_buf_index *side, uint32_t available,
		      uint8_t **data, uint32_t size)
{
	uint32_t count = side->claimed;
	uint32_t start = count >= buf->size ? count - buf->size : count;

	size = MIN(size, MIN(available, buf->size - start));
	*data = buf->buffer + start;
	side->claimed = ahead(buf, count, size);
	return size;
}

static int finish(struct ring_buf *buf, struct ring_buf_index *side, uint32_t size)
{
	if (size > distance(buf, side->done, side->claimed)) {
		return -EINVAL;
	}
	side->claimed = ahead(buf, side->done, size);
	__atomic_store_n(&side->done, side->claimed, __ATOMIC_RELEASE);
	return 0;
}

uint32_t ring_buf_put_claim(struct ring_buf *buf, uint8_t **data, uint32_t size)
{
	return claim(buf, &buf->put, ring_buf_space_get(buf), data, size);
}

int ring_buf_put_finish(struct ring_buf *buf, uint32_t size)
{
	return finish(buf, &buf->put, size);
}

uint32_t ring_buf_get_claim(struct ring_buf *buf, uint8_t **data, uint32_t size)
{
	uint32_t available = distance(buf, buf->get.claimed, done_by(&buf->put));

	return claim(buf, &buf->get, available, data, size);
}

int ring_buf_get_finish(struct ring_buf *buf, uint32_t size)
{
	return finish(buf, &buf->get, size);
}

/** Copy to claimed memory, which may be in two parts. @return how much. */
static uint32_t copy_in(struct ring_buf *buf, const void *data, uint32_t size)
{
	uint32_t total = 0;
	uint8_t *part;

	for (int i = 0; i < 2 && total < size; i++) {
		uint32_t count = ring_buf_put_claim(buf, &part, size - total);

		memcpy(part, (const uint8_t *)data + total, count);
		total += count;
	}
	return total;
}

/** Copy from claimed memory, unless @a data is NULL. @return how much. */
static uint32_t copy_out(struct ring_buf *buf, void *data, uint32_t size)
{
	uint32_t total = 0;
	uint8_t *part;

	for (int i = 0; i < 2 && total < size; i++) {
		uint32_t count = ring_buf_get_claim(buf, &part, size - total);

		if (data != NULL) {
			memcpy((uint8_t *)data + total, part, count);
		}
		total += count;
	}
	return total;
}

uint32_t ring_buf_put(struct ring_buf *buf, const uint8_t *data, uint32_t size)
{
	uint32_t count = copy_in(buf, data, size);

	(void)ring_buf_put_finish(buf, count);
	return count;
}

uint32_t ring_buf_get(struct ring_buf *buf, uint8_t *data, uint32_t size)
{
	uint32_t count = copy_out(buf, data, size);

	(void)ring_buf_get_finish(buf, count);
	return count;
}

uint32_t ring_buf_peek(struct ring_buf *buf, uint8_t *data, uint32_t size)
{
	uint32_t count = copy_out(buf, data, size);

	(void)ring_buf_get_finish(buf, 0);
	return count;
}

int ring_buf_item_put(struct ring_buf *buf, uint16_t type, uint8_t value, const uint32_t *data32,
		      uint8_t size32)
{
	struct header header = {.type = type, .length = size32, .value = value};
	uint32_t size = size32 * (uint32_t)sizeof(uint32_t);

	if (ring_buf_space_get(buf) < sizeof(header) + size) {
		return -EMSGSIZE;
	}
	(void)copy_in(buf, &header, sizeof(header));
	(void)copy_in(buf, data32, size);
	return ring_buf_put_finish(buf, sizeof(header) + size);
}

int ring_buf_item_get(struct ring_buf *buf, uint16_t *type, uint8_t *value, uint32_t *data32,
		      uint8_t *size32)
{
	struct header header;
	uint8_t room = *size32;
	uint32_t size;

	if (copy_out(buf, &header, sizeof(header)) == 0) {
		return -EAGAIN;
	}
	*size32 = header.length;
	if (header.length > room) {
		(void)ring_buf_get_finish(buf, 0);
		return -EMSGSIZE;
	}
	*type = header.type;
	*value = header.value;
	size = copy_out(buf, data32, header.length * (uint32_t)sizeof(uint32_t));
	return ring_buf_get_finish(buf, sizeof(header) + size);
}
