/* SPDX-License-Identifier: MIT */
/*
 * The socket type. Each operation is tried at once and again after each wait, until it
 * succeeds, fails for another reason than EAGAIN, or the socket's time-out has passed.
 */
#include "native/socket.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "extmod/vfs.h"
#include "native/fdio.h"
#include "native/wait.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "py/stream.h"

#define WAIT_FOREVER INT64_MAX /* nanoseconds */

typedef struct {
	mp_obj_base_t base;
	int fd;             /* -1 once closed */
	int64_t timeout_ns; /* per operation; 0: never wait */
} socket_obj_t;

mp_obj_t socket_new(int fd)
{
	socket_obj_t *self = mp_obj_malloc_with_finaliser(socket_obj_t, &mp_type_socket);

	self->fd = fd;
	self->timeout_ns = WAIT_FOREVER;
	return MP_OBJ_FROM_PTR(self);
}

static void socket_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind)
{
	(void)kind;
	socket_obj_t *self = MP_OBJ_TO_PTR(self_in);

	mp_printf(print, "<socket %d>", self->fd);
}

/* Milliseconds until @deadline for poll(2), rounded up, in steps that it can represent. */
static int remaining_ms(int64_t deadline)
{
	if (deadline == WAIT_FOREVER) {
		return -1;
	}
	int64_t left = deadline - (int64_t)port_clock_ns();
	return left <= 0 ? 0 : (int)MIN((left + 999999) / 1000000, INT_MAX);
}

static int64_t deadline_of(const socket_obj_t *self)
{
	int64_t now = (int64_t)port_clock_ns();

	return self->timeout_ns > WAIT_FOREVER - now ? WAIT_FOREVER : now + self->timeout_ns;
}

/* 0 when @fd may be ready, else the error number for the caller. Serves Ctrl-C. */
static int wait_ready(int fd, short events, int64_t deadline)
{
	int limit = remaining_ms(deadline);

	if (limit == 0) {
		return ETIMEDOUT;
	}
	MP_THREAD_GIL_EXIT();
	int ready = port_fd_wait(fd, events, limit);
	int err = errno;
	MP_THREAD_GIL_ENTER();
	if (ready < 0 && err != EINTR) {
		return err;
	}
	mp_handle_pending(true);
	return 0;
}

/* Whether an attempt that gave @result is to be repeated; *@err is its error if not. */
static bool try_again(socket_obj_t *self, ssize_t result, short events, int64_t deadline, int *err)
{
	*err = result < 0 ? errno : 0;
	if (*err == EINTR) {
		mp_handle_pending(true);
		return true;
	}
	if (*err != EAGAIN || self->timeout_ns == 0) {
		return false;
	}
	*err = wait_ready(self->fd, events, deadline);
	return *err == 0;
}

/* What sendto(2) and recvfrom(2) need; plain read and write leave the address out. */
struct transfer {
	void *buf;
	size_t len;
	int flags;
	struct sockaddr *address;
	socklen_t *address_len;
};

static ssize_t receive(socket_obj_t *self, const struct transfer *t, int *err)
{
	int64_t deadline = deadline_of(self);
	ssize_t got;

	do {
		got = recvfrom(self->fd, t->buf, t->len, t->flags, t->address, t->address_len);
	} while (try_again(self, got, POLLIN, deadline, err));
	return got;
}

static ssize_t transmit(socket_obj_t *self, const struct transfer *t, int *err)
{
	int64_t deadline = deadline_of(self);
	socklen_t address_len = t->address == NULL ? 0 : *t->address_len;
	ssize_t put;

	do {
		put = sendto(self->fd, t->buf, t->len, t->flags, t->address, address_len);
	} while (try_again(self, put, POLLOUT, deadline, err));
	return put;
}

static mp_uint_t socket_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode)
{
	const struct transfer t = {.buf = buf, .len = size};
	ssize_t got = receive(MP_OBJ_TO_PTR(self_in), &t, errcode);

	return got < 0 ? MP_STREAM_ERROR : (mp_uint_t)got;
}

static mp_uint_t socket_write(mp_obj_t self_in, const void *buf, mp_uint_t size, int *errcode)
{
	const struct transfer t = {.buf = (void *)buf, .len = size};
	ssize_t put = transmit(MP_OBJ_TO_PTR(self_in), &t, errcode);

	return put < 0 ? MP_STREAM_ERROR : (mp_uint_t)put;
}

/* MP_STREAM_POLL_ and POLL values are the same; extmod/modselect.c checks it. */
static mp_uint_t poll_once(int fd, uintptr_t events)
{
	struct pollfd entry = {.fd = fd, .events = (short)events};

	return poll(&entry, 1, 0) > 0 ? (mp_uint_t)entry.revents : 0;
}

static mp_uint_t socket_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode)
{
	socket_obj_t *self = MP_OBJ_TO_PTR(self_in);

	switch (request) {
	case MP_STREAM_CLOSE:
		if (self->fd >= 0) {
			close(self->fd);
			self->fd = -1;
		}
		return 0;
	case MP_STREAM_GET_FILENO:
		return (mp_uint_t)self->fd;
	case MP_STREAM_POLL:
		return poll_once(self->fd, arg);
	default:
		*errcode = EINVAL;
		return MP_STREAM_ERROR;
	}
}

static mp_obj_t socket_fileno(mp_obj_t self_in)
{
	socket_obj_t *self = MP_OBJ_TO_PTR(self_in);

	return MP_OBJ_NEW_SMALL_INT(self->fd);
}
static MP_DEFINE_CONST_FUN_OBJ_1(socket_fileno_obj, socket_fileno);

static void raise_if(int err)
{
	if (err != 0) {
		mp_raise_OSError(err);
	}
}

/* The outcome of a connection that went on in the background. */
static int connect_outcome(int fd)
{
	int err;
	socklen_t len = sizeof(err);

	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &len) < 0 ? errno : err;
}

static int wait_connected(socket_obj_t *self)
{
	int64_t deadline = deadline_of(self);
	struct pollfd entry = {.fd = self->fd, .events = POLLOUT};

	while (poll(&entry, 1, 0) == 0) {
		int err = wait_ready(self->fd, POLLOUT, deadline);
		if (err != 0) {
			return err;
		}
	}
	return connect_outcome(self->fd);
}

static mp_obj_t socket_connect(mp_obj_t self_in, mp_obj_t address_in)
{
	socket_obj_t *self = MP_OBJ_TO_PTR(self_in);
	mp_buffer_info_t address;

	mp_get_buffer_raise(address_in, &address, MP_BUFFER_READ);
	int err = connect(self->fd, address.buf, (socklen_t)address.len) < 0 ? errno : 0;
	bool underway = err == EINPROGRESS || err == EINTR;
	raise_if(underway && self->timeout_ns != 0 ? wait_connected(self) : err);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_connect_obj, socket_connect);

static mp_obj_t socket_bind(mp_obj_t self_in, mp_obj_t address_in)
{
	socket_obj_t *self = MP_OBJ_TO_PTR(self_in);
	mp_buffer_info_t address;

	mp_get_buffer_raise(address_in, &address, MP_BUFFER_READ);
	raise_if(bind(self->fd, address.buf, (socklen_t)address.len) < 0 ? errno : 0);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_bind_obj, socket_bind);

static mp_obj_t socket_listen(size_t n_args, const mp_obj_t *args)
{
	socket_obj_t *self = MP_OBJ_TO_PTR(args[0]);
	int backlog = MICROPY_PY_SOCKET_LISTEN_BACKLOG_DEFAULT;

	if (n_args == 2) {
		backlog = (int)MAX(mp_obj_get_int(args[1]), 0);
	}
	raise_if(listen(self->fd, backlog) < 0 ? errno : 0);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_listen_obj, 1, 2, socket_listen);

static mp_obj_t socket_accept(mp_obj_t self_in)
{
	socket_obj_t *self = MP_OBJ_TO_PTR(self_in);
	int64_t deadline = deadline_of(self);
	struct sockaddr_storage address;
	socklen_t len;
	int fd, err;

	do {
		len = sizeof(address);
		fd = accept4(self->fd, (struct sockaddr *)&address, &len,
			     SOCK_NONBLOCK | SOCK_CLOEXEC);
	} while (try_again(self, fd, POLLIN, deadline, &err));
	raise_if(err);
	mp_obj_t items[] = {socket_new(fd), mp_obj_new_bytearray(len, &address)};
	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(socket_accept_obj, socket_accept);

static int optional_flags(size_t n_args, const mp_obj_t *args, size_t index)
{
	return n_args > index ? (int)mp_obj_get_int(args[index]) : 0;
}

static size_t buffer_size(mp_obj_t size_in)
{
	mp_int_t size = mp_obj_get_int(size_in);

	if (size < 0) {
		mp_raise_ValueError(MP_ERROR_TEXT("negative buffer size"));
	}
	return (size_t)size;
}

static mp_obj_t receive_bytes(size_t n_args, const mp_obj_t *args, struct transfer t)
{
	vstr_t vstr;
	int err;

	t.len = buffer_size(args[1]);
	t.flags = optional_flags(n_args, args, 2);
	vstr_init_len(&vstr, t.len);
	t.buf = vstr.buf;
	ssize_t got = receive(MP_OBJ_TO_PTR(args[0]), &t, &err);
	raise_if(err);
	vstr.len = (size_t)got;
	return mp_obj_new_bytes_from_vstr(&vstr);
}

static mp_obj_t socket_recv(size_t n_args, const mp_obj_t *args)
{
	return receive_bytes(n_args, args, (struct transfer){0});
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_recv_obj, 2, 3, socket_recv);

static mp_obj_t socket_recvfrom(size_t n_args, const mp_obj_t *args)
{
	struct sockaddr_storage address;
	socklen_t len = sizeof(address);
	struct transfer t = {.address = (struct sockaddr *)&address, .address_len = &len};
	mp_obj_t data = receive_bytes(n_args, args, t);
	mp_obj_t items[] = {data, mp_obj_new_bytes((const byte *)&address, len)};

	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_recvfrom_obj, 2, 3, socket_recvfrom);

static mp_obj_t transmit_bytes(mp_obj_t self_in, mp_obj_t data_in, struct transfer t)
{
	mp_buffer_info_t data;
	int err;

	mp_get_buffer_raise(data_in, &data, MP_BUFFER_READ);
	t.buf = data.buf;
	t.len = data.len;
	ssize_t put = transmit(MP_OBJ_TO_PTR(self_in), &t, &err);
	raise_if(err);
	return MP_OBJ_NEW_SMALL_INT(put);
}

static mp_obj_t socket_send(size_t n_args, const mp_obj_t *args)
{
	struct transfer t = {.flags = optional_flags(n_args, args, 2)};

	return transmit_bytes(args[0], args[1], t);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_send_obj, 2, 3, socket_send);

/* sendto(data, address) or sendto(data, flags, address) */
static mp_obj_t socket_sendto(size_t n_args, const mp_obj_t *args)
{
	mp_buffer_info_t address;

	mp_get_buffer_raise(args[n_args - 1], &address, MP_BUFFER_READ);
	socklen_t len = (socklen_t)address.len;
	struct transfer t = {
		.flags = n_args == 4 ? (int)mp_obj_get_int(args[2]) : 0,
		.address = address.buf,
		.address_len = &len,
	};
	return transmit_bytes(args[0], args[1], t);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_sendto_obj, 3, 4, socket_sendto);

static mp_obj_t socket_setsockopt(size_t n_args, const mp_obj_t *args)
{
	(void)n_args;
	socket_obj_t *self = MP_OBJ_TO_PTR(args[0]);
	int level = (int)mp_obj_get_int(args[1]);
	int option = (int)mp_obj_get_int(args[2]);
	mp_buffer_info_t value;
	int number;

	if (mp_obj_is_int(args[3])) {
		number = (int)mp_obj_int_get_truncated(args[3]);
		value = (mp_buffer_info_t){.buf = &number, .len = sizeof(number)};
	} else {
		mp_get_buffer_raise(args[3], &value, MP_BUFFER_READ);
	}
	int result = setsockopt(self->fd, level, option, value.buf, (socklen_t)value.len);
	raise_if(result < 0 ? errno : 0);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_setsockopt_obj, 4, 4, socket_setsockopt);

static mp_obj_t socket_setblocking(mp_obj_t self_in, mp_obj_t flag_in)
{
	socket_obj_t *self = MP_OBJ_TO_PTR(self_in);

	self->timeout_ns = mp_obj_is_true(flag_in) ? WAIT_FOREVER : 0;
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_setblocking_obj, socket_setblocking);

/* settimeout(None): wait without limit; 0: never wait; else seconds. */
static mp_obj_t socket_settimeout(mp_obj_t self_in, mp_obj_t timeout_in)
{
	socket_obj_t *self = MP_OBJ_TO_PTR(self_in);

	if (timeout_in == mp_const_none) {
		self->timeout_ns = WAIT_FOREVER;
		return mp_const_none;
	}
	mp_float_t seconds = mp_obj_get_float(timeout_in);
	if (!(seconds >= 0)) {
		mp_raise_ValueError(MP_ERROR_TEXT("timeout must not be negative"));
	}
	self->timeout_ns = seconds < 9e9 ? (int64_t)ceil(seconds * 1e9) : WAIT_FOREVER;
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_settimeout_obj, socket_settimeout);

/* A file on the same descriptor: closing either closes both. */
static mp_obj_t socket_makefile(size_t n_args, const mp_obj_t *args)
{
	socket_obj_t *self = MP_OBJ_TO_PTR(args[0]);
	mp_obj_t open_args[3];

	memcpy(open_args, args, n_args * sizeof(*args));
	open_args[0] = MP_OBJ_NEW_SMALL_INT(self->fd);
	return mp_vfs_open(n_args, open_args, (mp_map_t *)&mp_const_empty_map);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_makefile_obj, 1, 3, socket_makefile);

static mp_obj_t socket_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
				const mp_obj_t *args)
{
	int domain = AF_INET, kind = SOCK_STREAM, protocol = 0;

	(void)type;
	mp_arg_check_num(n_args, n_kw, 0, 3, false);
	if (n_args > 0) {
		domain = (int)mp_obj_get_int(args[0]);
	}
	if (n_args > 1) {
		kind = (int)mp_obj_get_int(args[1]);
	}
	if (n_args > 2) {
		protocol = (int)mp_obj_get_int(args[2]);
	}
	int fd = socket(domain, kind | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
	raise_if(fd < 0 ? errno : 0);
	return socket_new(fd);
}

static const mp_rom_map_elem_t socket_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR___del__), MP_ROM_PTR(&mp_stream_close_obj)},
	{MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&mp_identity_obj)},
	{MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&mp_stream___exit___obj)},
	{MP_ROM_QSTR(MP_QSTR_accept), MP_ROM_PTR(&socket_accept_obj)},
	{MP_ROM_QSTR(MP_QSTR_bind), MP_ROM_PTR(&socket_bind_obj)},
	{MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&mp_stream_close_obj)},
	{MP_ROM_QSTR(MP_QSTR_connect), MP_ROM_PTR(&socket_connect_obj)},
	{MP_ROM_QSTR(MP_QSTR_fileno), MP_ROM_PTR(&socket_fileno_obj)},
	{MP_ROM_QSTR(MP_QSTR_listen), MP_ROM_PTR(&socket_listen_obj)},
	{MP_ROM_QSTR(MP_QSTR_makefile), MP_ROM_PTR(&socket_makefile_obj)},
	{MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&mp_stream_read_obj)},
	{MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&mp_stream_readinto_obj)},
	{MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&mp_stream_unbuffered_readline_obj)},
	{MP_ROM_QSTR(MP_QSTR_recv), MP_ROM_PTR(&socket_recv_obj)},
	{MP_ROM_QSTR(MP_QSTR_recvfrom), MP_ROM_PTR(&socket_recvfrom_obj)},
	{MP_ROM_QSTR(MP_QSTR_send), MP_ROM_PTR(&socket_send_obj)},
	{MP_ROM_QSTR(MP_QSTR_sendall), MP_ROM_PTR(&mp_stream_write_obj)},
	{MP_ROM_QSTR(MP_QSTR_sendto), MP_ROM_PTR(&socket_sendto_obj)},
	{MP_ROM_QSTR(MP_QSTR_setblocking), MP_ROM_PTR(&socket_setblocking_obj)},
	{MP_ROM_QSTR(MP_QSTR_setsockopt), MP_ROM_PTR(&socket_setsockopt_obj)},
	{MP_ROM_QSTR(MP_QSTR_settimeout), MP_ROM_PTR(&socket_settimeout_obj)},
	{MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&mp_stream_write_obj)},
};
static MP_DEFINE_CONST_DICT(socket_locals, socket_locals_table);

static const mp_stream_p_t socket_protocol = {
	.read = socket_read,
	.write = socket_write,
	.ioctl = socket_ioctl,
};

MP_DEFINE_CONST_OBJ_TYPE(mp_type_socket, MP_QSTR_socket, MP_TYPE_FLAG_NONE, make_new,
			 socket_make_new, print, socket_print, protocol, &socket_protocol,
			 locals_dict, &socket_locals);
