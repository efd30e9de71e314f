/* SPDX-License-Identifier: MIT */
/*
 * sys.stdin, sys.stdout and sys.stderr: text streams on descriptors 0 to 2, each with a
 * binary `buffer`. They differ from files opened on these descriptors in two points: they
 * follow the console's line endings when it is used like a board's, and closing them does
 * nothing.
 */
#include <errno.h>
#include <unistd.h>

#include "native/console.h"
#include "native/fdio.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "py/stream.h"

typedef struct {
	mp_obj_base_t base;
	int fd;
} stdio_obj_t;

static const mp_obj_type_t stdio_text_type, stdio_binary_type;

static void stdio_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind)
{
	(void)kind;
	stdio_obj_t *self = MP_OBJ_TO_PTR(self_in);

	mp_printf(print, "<io.%s %d>", mp_obj_get_type_str(self_in), self->fd);
}

static mp_uint_t binary_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode)
{
	stdio_obj_t *self = MP_OBJ_TO_PTR(self_in);
	ssize_t got;

	MP_HAL_RETRY_SYSCALL(got, fdio_read(self->fd, buf, size), {
		*errcode = err;
		return MP_STREAM_ERROR;
	});
	return (mp_uint_t)got;
}

/* A board's terminal sends CR for the Enter key. */
static mp_uint_t text_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode)
{
	mp_uint_t got = binary_read(self_in, buf, size, errcode);

	if (got != MP_STREAM_ERROR && console_is_pumped()) {
		for (char *c = buf; c < (char *)buf + got; ++c) {
			*c = *c == '\r' ? '\n' : *c;
		}
	}
	return got;
}

static mp_uint_t binary_write(mp_obj_t self_in, const void *buf, mp_uint_t size, int *errcode)
{
	stdio_obj_t *self = MP_OBJ_TO_PTR(self_in);
	ssize_t put;

	MP_HAL_RETRY_SYSCALL(put, fdio_write(self->fd, buf, size), {
		*errcode = err;
		return MP_STREAM_ERROR;
	});
	return (mp_uint_t)put;
}

static mp_uint_t text_write(mp_obj_t self_in, const void *buf, mp_uint_t size, int *errcode)
{
	if (!console_is_pumped()) {
		return binary_write(self_in, buf, size, errcode);
	}
	mp_hal_stdout_tx_strn_cooked(buf, size);
	return size;
}

static mp_uint_t stdio_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode)
{
	(void)arg;
	stdio_obj_t *self = MP_OBJ_TO_PTR(self_in);

	switch (request) {
	case MP_STREAM_GET_FILENO:
		return (mp_uint_t)self->fd;
	case MP_STREAM_FLUSH: /* nothing is held back */
	case MP_STREAM_CLOSE:
		return 0;
	default:
		*errcode = EINVAL;
		return MP_STREAM_ERROR;
	}
}

static mp_obj_t stdio_fileno(mp_obj_t self_in)
{
	stdio_obj_t *self = MP_OBJ_TO_PTR(self_in);

	return MP_OBJ_NEW_SMALL_INT(self->fd);
}
static MP_DEFINE_CONST_FUN_OBJ_1(stdio_fileno_obj, stdio_fileno);

static const mp_rom_map_elem_t stdio_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_fileno), MP_ROM_PTR(&stdio_fileno_obj)},
	{MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&mp_stream_read_obj)},
	{MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&mp_stream_readinto_obj)},
	{MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&mp_stream_unbuffered_readline_obj)},
	{MP_ROM_QSTR(MP_QSTR_readlines), MP_ROM_PTR(&mp_stream_unbuffered_readlines_obj)},
	{MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&mp_stream_write_obj)},
	{MP_ROM_QSTR(MP_QSTR_flush), MP_ROM_PTR(&mp_stream_flush_obj)},
	{MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&mp_stream_close_obj)},
	{MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&mp_identity_obj)},
	{MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&mp_stream___exit___obj)},
};
static MP_DEFINE_CONST_DICT(stdio_locals, stdio_locals_table);

static const mp_stream_p_t text_protocol = {
	.read = text_read,
	.write = text_write,
	.ioctl = stdio_ioctl,
	.is_text = true,
};

static const mp_stream_p_t binary_protocol = {
	.read = binary_read,
	.write = binary_write,
	.ioctl = stdio_ioctl,
};

static const stdio_obj_t stdio_buffers[3] = {
	{{&stdio_binary_type}, STDIN_FILENO},
	{{&stdio_binary_type}, STDOUT_FILENO},
	{{&stdio_binary_type}, STDERR_FILENO},
};

static void text_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest)
{
	stdio_obj_t *self = MP_OBJ_TO_PTR(self_in);

	if (dest[0] != MP_OBJ_NULL) {
		return; /* read-only */
	}
	if (attr == MP_QSTR_buffer) {
		dest[0] = MP_OBJ_FROM_PTR(&stdio_buffers[self->fd]);
	} else {
		dest[1] = MP_OBJ_SENTINEL; /* continue in the locals */
	}
}

static MP_DEFINE_CONST_OBJ_TYPE(stdio_text_type, MP_QSTR_TextIOWrapper, MP_TYPE_FLAG_ITER_IS_STREAM,
				print, stdio_print, protocol, &text_protocol, attr, text_attr,
				locals_dict, &stdio_locals);

static MP_DEFINE_CONST_OBJ_TYPE(stdio_binary_type, MP_QSTR_FileIO, MP_TYPE_FLAG_ITER_IS_STREAM,
				print, stdio_print, protocol, &binary_protocol, locals_dict,
				&stdio_locals);

const stdio_obj_t mp_sys_stdin_obj = {{&stdio_text_type}, STDIN_FILENO};
const stdio_obj_t mp_sys_stdout_obj = {{&stdio_text_type}, STDOUT_FILENO};
const stdio_obj_t mp_sys_stderr_obj = {{&stdio_text_type}, STDERR_FILENO};
