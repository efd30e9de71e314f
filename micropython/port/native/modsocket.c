/* SPDX-License-Identifier: MIT */
/*
 * The `socket` module: addresses and names. An address is the bytes of a struct sockaddr, as
 * getaddrinfo() returns it.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "native/lookup.h"
#include "native/socket.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"

static mp_obj_t socket_inet_pton(mp_obj_t family_in, mp_obj_t text_in)
{
	int family = (int)mp_obj_get_int(family_in);
	byte address[sizeof(struct in6_addr)];
	int result = inet_pton(family, mp_obj_str_get_str(text_in), address);

	if (result != 1) {
		mp_raise_OSError(result < 0 ? errno : EINVAL);
	}
	return mp_obj_new_bytes(address, family == AF_INET ? sizeof(struct in_addr)
							   : sizeof(struct in6_addr));
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_inet_pton_obj, socket_inet_pton);

static mp_obj_t socket_inet_ntop(mp_obj_t family_in, mp_obj_t address_in)
{
	int family = (int)mp_obj_get_int(family_in);
	size_t needed = family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);
	mp_buffer_info_t address;
	char text[INET6_ADDRSTRLEN];

	mp_get_buffer_raise(address_in, &address, MP_BUFFER_READ);
	if (address.len != needed) {
		mp_raise_ValueError(MP_ERROR_TEXT("address has the wrong length"));
	}
	if (inet_ntop(family, address.buf, text, sizeof(text)) == NULL) {
		mp_raise_OSError(errno);
	}
	return mp_obj_new_str_from_cstr(text);
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_inet_ntop_obj, socket_inet_ntop);

static mp_obj_t address_info(const struct addrinfo *info)
{
	mp_obj_t items[] = {
		MP_OBJ_NEW_SMALL_INT(info->ai_family),
		MP_OBJ_NEW_SMALL_INT(info->ai_socktype),
		MP_OBJ_NEW_SMALL_INT(info->ai_protocol),
		info->ai_canonname == NULL ? mp_const_none
					   : mp_obj_new_str_from_cstr(info->ai_canonname),
		mp_obj_new_bytearray(info->ai_addrlen, info->ai_addr),
	};

	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t list_and_free(struct addrinfo *infos)
{
	mp_obj_t list = mp_obj_new_list(0, NULL);
	nlr_buf_t nlr;

	if (nlr_push(&nlr) == 0) {
		for (const struct addrinfo *info = infos; info != NULL; info = info->ai_next) {
			mp_obj_list_append(list, address_info(info));
		}
		nlr_pop();
		freeaddrinfo(infos);
		return list;
	}
	freeaddrinfo(infos);
	nlr_jump(nlr.ret_val);
}

static int argument(size_t n_args, const mp_obj_t *args, size_t index)
{
	return n_args > index ? (int)mp_obj_get_int(args[index]) : 0;
}

/* getaddrinfo(host, port[, family[, type[, protocol[, flags]]]]); port may be a service. */
static mp_obj_t socket_getaddrinfo(size_t n_args, const mp_obj_t *args)
{
	struct addrinfo hints = {
		.ai_family = argument(n_args, args, 2),
		.ai_socktype = argument(n_args, args, 3),
		.ai_protocol = argument(n_args, args, 4),
		.ai_flags = argument(n_args, args, 5),
	};
	const char *host = mp_obj_str_get_str(args[0]);
	const char *service;
	char port[8];
	struct addrinfo *infos;

	if (mp_obj_is_small_int(args[1])) {
		snprintf(port, sizeof(port), "%u", (unsigned)mp_obj_get_int(args[1]) & 0xffff);
		service = port;
		hints.ai_flags |= AI_NUMERICSERV;
	} else {
		service = mp_obj_str_get_str(args[1]);
	}
	int result = lookup(host, service, &hints, &infos);
	if (result != 0) {
		mp_raise_msg_varg(&mp_type_OSError, MP_ERROR_TEXT("[addrinfo error %d]"), result);
	}
	return list_and_free(infos);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_getaddrinfo_obj, 2, 6, socket_getaddrinfo);

static mp_obj_t ipv4_parts(const struct sockaddr_in *address)
{
	mp_obj_t items[] = {
		MP_OBJ_NEW_SMALL_INT(AF_INET),
		mp_obj_new_bytes((const byte *)&address->sin_addr, sizeof(address->sin_addr)),
		MP_OBJ_NEW_SMALL_INT(ntohs(address->sin_port)),
	};

	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t ipv6_parts(const struct sockaddr_in6 *address)
{
	mp_obj_t items[] = {
		MP_OBJ_NEW_SMALL_INT(AF_INET6),
		mp_obj_new_bytes((const byte *)&address->sin6_addr, sizeof(address->sin6_addr)),
		MP_OBJ_NEW_SMALL_INT(ntohs(address->sin6_port)),
		MP_OBJ_NEW_SMALL_INT(ntohl(address->sin6_flowinfo)),
		MP_OBJ_NEW_SMALL_INT(ntohl(address->sin6_scope_id)),
	};

	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

/* sockaddr(address): the parts of an address, beginning with its family. */
static mp_obj_t socket_sockaddr(mp_obj_t address_in)
{
	mp_buffer_info_t buffer;
	struct sockaddr_storage address = {0};
	const size_t header = offsetof(struct sockaddr, sa_data);

	mp_get_buffer_raise(address_in, &buffer, MP_BUFFER_READ);
	if (buffer.len < header || buffer.len > sizeof(address)) {
		mp_raise_ValueError(MP_ERROR_TEXT("not a socket address"));
	}
	memcpy(&address, buffer.buf, buffer.len);
	if (address.ss_family == AF_INET && buffer.len >= sizeof(struct sockaddr_in)) {
		return ipv4_parts((const struct sockaddr_in *)&address);
	}
	if (address.ss_family == AF_INET6 && buffer.len >= sizeof(struct sockaddr_in6)) {
		return ipv6_parts((const struct sockaddr_in6 *)&address);
	}
	mp_obj_t items[] = {
		MP_OBJ_NEW_SMALL_INT(address.ss_family),
		mp_obj_new_bytes((const byte *)buffer.buf + header, buffer.len - header),
	};
	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(socket_sockaddr_obj, socket_sockaddr);

static const mp_rom_map_elem_t socket_globals_table[] = {
	{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_socket)},
	{MP_ROM_QSTR(MP_QSTR_socket), MP_ROM_PTR(&mp_type_socket)},
	{MP_ROM_QSTR(MP_QSTR_getaddrinfo), MP_ROM_PTR(&socket_getaddrinfo_obj)},
	{MP_ROM_QSTR(MP_QSTR_inet_pton), MP_ROM_PTR(&socket_inet_pton_obj)},
	{MP_ROM_QSTR(MP_QSTR_inet_ntop), MP_ROM_PTR(&socket_inet_ntop_obj)},
	{MP_ROM_QSTR(MP_QSTR_sockaddr), MP_ROM_PTR(&socket_sockaddr_obj)},

	{MP_ROM_QSTR(MP_QSTR_AF_INET), MP_ROM_INT(AF_INET)},
	{MP_ROM_QSTR(MP_QSTR_AF_INET6), MP_ROM_INT(AF_INET6)},
	{MP_ROM_QSTR(MP_QSTR_AF_UNIX), MP_ROM_INT(AF_UNIX)},
	{MP_ROM_QSTR(MP_QSTR_MSG_DONTROUTE), MP_ROM_INT(MSG_DONTROUTE)},
	{MP_ROM_QSTR(MP_QSTR_MSG_DONTWAIT), MP_ROM_INT(MSG_DONTWAIT)},
	{MP_ROM_QSTR(MP_QSTR_MSG_PEEK), MP_ROM_INT(MSG_PEEK)},
	{MP_ROM_QSTR(MP_QSTR_SOCK_DGRAM), MP_ROM_INT(SOCK_DGRAM)},
	{MP_ROM_QSTR(MP_QSTR_SOCK_RAW), MP_ROM_INT(SOCK_RAW)},
	{MP_ROM_QSTR(MP_QSTR_SOCK_STREAM), MP_ROM_INT(SOCK_STREAM)},
	{MP_ROM_QSTR(MP_QSTR_SOL_SOCKET), MP_ROM_INT(SOL_SOCKET)},
	{MP_ROM_QSTR(MP_QSTR_SO_BROADCAST), MP_ROM_INT(SO_BROADCAST)},
	{MP_ROM_QSTR(MP_QSTR_SO_ERROR), MP_ROM_INT(SO_ERROR)},
	{MP_ROM_QSTR(MP_QSTR_SO_KEEPALIVE), MP_ROM_INT(SO_KEEPALIVE)},
	{MP_ROM_QSTR(MP_QSTR_SO_LINGER), MP_ROM_INT(SO_LINGER)},
	{MP_ROM_QSTR(MP_QSTR_SO_REUSEADDR), MP_ROM_INT(SO_REUSEADDR)},
};
static MP_DEFINE_CONST_DICT(socket_globals, socket_globals_table);

const mp_obj_module_t mp_module_socket = {
	.base = {&mp_type_module},
	.globals = (mp_obj_dict_t *)&socket_globals,
};

MP_REGISTER_EXTENSIBLE_MODULE(MP_QSTR_socket, mp_module_socket);
