/* SPDX-License-Identifier: MIT */
/*
 * Semihosting has no call that tells files from directories. But a name with "/." behind it can be opened
 * only if it is a directory.
 */
#include "cortex_m/hostfiles.h"

#include <string.h>

#include "cortex_m/semihosting.h"
#include "extmod/vfs.h"
#include "py/mperrno.h"
#include "py/runtime.h"
#include "py/stream.h"

#define MOUNT_POINT "/host"

typedef struct {
	mp_obj_base_t base;
	/** -1 when closed. */
	int handle;
} file_obj_t;

static mp_uint_t file_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode)
{
	file_obj_t *self = MP_OBJ_TO_PTR(self_in);

	if (self->handle < 0) {
		*errcode = MP_EBADF;
		return MP_STREAM_ERROR;
	}
	return semihosting_read(self->handle, buf, size);
}

static mp_uint_t file_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode)
{
	file_obj_t *self = MP_OBJ_TO_PTR(self_in);

	(void)arg;
	if (request != MP_STREAM_CLOSE) {
		*errcode = MP_EINVAL;
		return MP_STREAM_ERROR;
	}
	if (self->handle >= 0) {
		semihosting_close(self->handle);
		self->handle = -1;
	}
	return 0;
}

static const mp_rom_map_elem_t file_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&mp_stream_read_obj)},
	{MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&mp_stream_readinto_obj)},
	{MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&mp_stream_unbuffered_readline_obj)},
	{MP_ROM_QSTR(MP_QSTR_readlines), MP_ROM_PTR(&mp_stream_unbuffered_readlines_obj)},
	{MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&mp_stream_close_obj)},
	{MP_ROM_QSTR(MP_QSTR___del__), MP_ROM_PTR(&mp_stream_close_obj)},
	{MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&mp_identity_obj)},
	{MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&mp_stream___exit___obj)},
};
static MP_DEFINE_CONST_DICT(file_locals, file_locals_table);

static const mp_stream_p_t text_protocol = {
	.read = file_read, .ioctl = file_ioctl, .is_text = true};
static const mp_stream_p_t bytes_protocol = {.read = file_read, .ioctl = file_ioctl};

static MP_DEFINE_CONST_OBJ_TYPE(text_type, MP_QSTR_HostTextFile, MP_TYPE_FLAG_ITER_IS_STREAM,
				protocol, &text_protocol, locals_dict, &file_locals);
static MP_DEFINE_CONST_OBJ_TYPE(bytes_type, MP_QSTR_HostFile, MP_TYPE_FLAG_ITER_IS_STREAM, protocol,
				&bytes_protocol, locals_dict, &file_locals);

/* The core hands over what comes behind the mount point, or a name without a slash. */
static const char *host_name(const char *path)
{
	path += *path == '/';
	return *path == '\0' ? "." : path;
}

static bool can_open(const char *name)
{
	int handle = semihosting_open(name);

	if (handle >= 0) {
		semihosting_close(handle);
	}
	return handle >= 0;
}

static bool is_directory(const char *name)
{
	vstr_t inside;

	vstr_init(&inside, strlen(name) + sizeof("/."));
	vstr_add_str(&inside, name);
	vstr_add_str(&inside, "/.");
	bool found = can_open(vstr_null_terminated_str(&inside));
	vstr_clear(&inside);
	return found;
}

static mp_import_stat_t import_stat(void *self, const char *path)
{
	const char *name = host_name(path);

	(void)self;
	if (is_directory(name)) {
		return MP_IMPORT_STAT_DIR;
	}
	return can_open(name) ? MP_IMPORT_STAT_FILE : MP_IMPORT_STAT_NO_EXIST;
}

static mp_obj_t host_open(mp_obj_t self_in, mp_obj_t path, mp_obj_t mode_in)
{
	const char *mode = mp_obj_str_get_str(mode_in);
	const char *name = host_name(mp_obj_str_get_str(path));
	bool is_text = strchr(mode, 'b') == NULL;

	(void)self_in;
	if (strpbrk(mode, "wax+") != NULL) {
		mp_raise_OSError(MP_EROFS);
	}
	file_obj_t *file =
		mp_obj_malloc_with_finaliser(file_obj_t, is_text ? &text_type : &bytes_type);
	file->handle = is_directory(name) ? -1 : semihosting_open(name);
	if (file->handle < 0) {
		mp_raise_OSError(MP_ENOENT);
	}
	return MP_OBJ_FROM_PTR(file);
}
static MP_DEFINE_CONST_FUN_OBJ_3(host_open_obj, host_open);

static mp_obj_t host_stat(mp_obj_t self_in, mp_obj_t path)
{
	mp_import_stat_t kind = import_stat(NULL, mp_obj_str_get_str(path));
	mp_obj_t items[10];

	(void)self_in;
	if (kind == MP_IMPORT_STAT_NO_EXIST) {
		mp_raise_OSError(MP_ENOENT);
	}
	for (size_t i = 0; i < MP_ARRAY_SIZE(items); i++) {
		items[i] = MP_OBJ_NEW_SMALL_INT(0);
	}
	items[0] = MP_OBJ_NEW_SMALL_INT(kind == MP_IMPORT_STAT_DIR ? MP_S_IFDIR : MP_S_IFREG);
	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(host_stat_obj, host_stat);

static mp_obj_t host_mount(mp_obj_t self, mp_obj_t readonly, mp_obj_t mkfs)
{
	(void)self;
	(void)readonly;
	(void)mkfs;
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_3(host_mount_obj, host_mount);

static mp_obj_t host_umount(mp_obj_t self)
{
	(void)self;
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(host_umount_obj, host_umount);

static const mp_rom_map_elem_t host_locals_table[] = {
	{MP_ROM_QSTR(MP_QSTR_mount), MP_ROM_PTR(&host_mount_obj)},
	{MP_ROM_QSTR(MP_QSTR_umount), MP_ROM_PTR(&host_umount_obj)},
	{MP_ROM_QSTR(MP_QSTR_open), MP_ROM_PTR(&host_open_obj)},
	{MP_ROM_QSTR(MP_QSTR_stat), MP_ROM_PTR(&host_stat_obj)},
};
static MP_DEFINE_CONST_DICT(host_locals, host_locals_table);

static const mp_vfs_proto_t host_protocol = {.import_stat = import_stat};

static MP_DEFINE_CONST_OBJ_TYPE(host_type, MP_QSTR_VfsHost, MP_TYPE_FLAG_NONE, protocol,
				&host_protocol, locals_dict, &host_locals);

static const mp_obj_base_t host = {&host_type};

/* The directory of @script goes before everything else. */
static void look_beside(const char *script)
{
	const char *slash = strrchr(script, '/');
	mp_obj_t *items;
	size_t len;
	vstr_t folder;

	vstr_init(&folder, sizeof(MOUNT_POINT) + strlen(script) + 1);
	vstr_add_str(&folder, MOUNT_POINT);
	if (slash != NULL) {
		vstr_add_byte(&folder, '/');
		vstr_add_strn(&folder, script, (size_t)(slash - script));
	}
	mp_obj_list_append(mp_sys_path, mp_obj_new_str_from_vstr(&folder));
	mp_obj_list_get(mp_sys_path, &len, &items);
	mp_obj_t first = items[len - 1];
	memmove(items + 1, items, (len - 1) * sizeof(*items));
	items[0] = first;
}

void hostfiles_mount(const char *script)
{
	mp_obj_t args[] = {MP_OBJ_FROM_PTR(&host), mp_obj_new_str_from_cstr(MOUNT_POINT)};

	mp_vfs_mount(MP_ARRAY_SIZE(args), args, (mp_map_t *)&mp_const_empty_map);
	look_beside(script);
}
