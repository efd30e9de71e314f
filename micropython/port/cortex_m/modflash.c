/* SPDX-License-Identifier: MIT */
/*
 * The module `flash`: the class Flash is the board's storage as a block device of MicroPython's extended
 * protocol. Errors are negative numbers, as the protocol has it: an exception would leave a file
 * system that calls us in the middle of what it does.
 */
#include "cortex_m/storage.h"
#include "extmod/vfs.h"
#include "py/mperrno.h"
#include "py/runtime.h"

/* All objects are this one: there is one storage. */
static const mp_obj_base_t the_flash;

static mp_obj_t make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
			 const mp_obj_t *args)
{
	(void)type;
	(void)args;
	mp_arg_check_num(n_args, n_kw, 0, 0, false);
	return MP_OBJ_FROM_PTR(&the_flash);
}

static void print(const mp_print_t *to, mp_obj_t self, mp_print_kind_t kind)
{
	(void)self;
	(void)kind;
	mp_printf(to, "Flash(%u blocks of %u bytes)", (unsigned int)storage_block_count(),
		  (unsigned int)storage_block_size());
}

/* Without an offset, whole blocks from @block on; with one, a part of that block. */
static int read_blocks(uint32_t block, uint8_t *data, size_t size)
{
	int result = 0;

	while (size > 0 && result == 0) {
		size_t part = MIN(size, storage_block_size());

		result = storage_read(block++, 0, data, part);
		data += part;
		size -= part;
	}
	return result;
}

static mp_obj_t readblocks(size_t n_args, const mp_obj_t *args)
{
	uint32_t block = (uint32_t)mp_obj_get_int(args[1]);
	mp_buffer_info_t buf;
	int result;

	mp_get_buffer_raise(args[2], &buf, MP_BUFFER_WRITE);
	result = n_args == 4
			 ? storage_read(block, (uint32_t)mp_obj_get_int(args[3]), buf.buf, buf.len)
			 : read_blocks(block, buf.buf, buf.len);
	return MP_OBJ_NEW_SMALL_INT(result);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(readblocks_obj, 3, 4, readblocks);

static int write_blocks(uint32_t block, const uint8_t *data, size_t size)
{
	int result = size % storage_block_size() == 0 ? 0 : -MP_EINVAL;

	while (size > 0 && result == 0) {
		result = storage_erase(block);
		if (result == 0) {
			result = storage_write(block++, 0, data, storage_block_size());
		}
		data += storage_block_size();
		size -= storage_block_size();
	}
	return result;
}

static mp_obj_t writeblocks(size_t n_args, const mp_obj_t *args)
{
	uint32_t block = (uint32_t)mp_obj_get_int(args[1]);
	mp_buffer_info_t buf;
	int result;

	mp_get_buffer_raise(args[2], &buf, MP_BUFFER_READ);
	result = n_args == 4
			 ? storage_write(block, (uint32_t)mp_obj_get_int(args[3]), buf.buf, buf.len)
			 : write_blocks(block, buf.buf, buf.len);
	return MP_OBJ_NEW_SMALL_INT(result);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(writeblocks_obj, 3, 4, writeblocks);

static mp_obj_t ioctl(mp_obj_t self, mp_obj_t operation, mp_obj_t arg)
{
	(void)self;
	switch (mp_obj_get_int(operation)) {
	case MP_BLOCKDEV_IOCTL_INIT:
	case MP_BLOCKDEV_IOCTL_DEINIT:
	case MP_BLOCKDEV_IOCTL_SYNC:
		return MP_OBJ_NEW_SMALL_INT(0);
	case MP_BLOCKDEV_IOCTL_BLOCK_COUNT:
		return MP_OBJ_NEW_SMALL_INT(storage_block_count());
	case MP_BLOCKDEV_IOCTL_BLOCK_SIZE:
		return MP_OBJ_NEW_SMALL_INT(storage_block_size());
	case MP_BLOCKDEV_IOCTL_BLOCK_ERASE:
		return MP_OBJ_NEW_SMALL_INT(storage_erase((uint32_t)mp_obj_get_int(arg)));
	default:
		return mp_const_none;
	}
}
static MP_DEFINE_CONST_FUN_OBJ_3(ioctl_obj, ioctl);

static const mp_rom_map_elem_t methods[] = {
	{MP_ROM_QSTR(MP_QSTR_readblocks), MP_ROM_PTR(&readblocks_obj)},
	{MP_ROM_QSTR(MP_QSTR_writeblocks), MP_ROM_PTR(&writeblocks_obj)},
	{MP_ROM_QSTR(MP_QSTR_ioctl), MP_ROM_PTR(&ioctl_obj)},
};
static MP_DEFINE_CONST_DICT(methods_dict, methods);

static MP_DEFINE_CONST_OBJ_TYPE(flash_type, MP_QSTR_Flash, MP_TYPE_FLAG_NONE, make_new, make_new,
				print, print, locals_dict, &methods_dict);

static const mp_obj_base_t the_flash = {&flash_type};

static const mp_rom_map_elem_t globals[] = {
	{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_flash)},
	{MP_ROM_QSTR(MP_QSTR_Flash), MP_ROM_PTR(&flash_type)},
};
static MP_DEFINE_CONST_DICT(globals_dict, globals);

const mp_obj_module_t port_module_flash = {
	.base = {&mp_type_module},
	.globals = (mp_obj_dict_t *)&globals_dict,
};

MP_REGISTER_MODULE(MP_QSTR_flash, port_module_flash);
