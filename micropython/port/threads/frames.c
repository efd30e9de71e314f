/* SPDX-License-Identifier: MIT */
/*
 * The core's mp_execute_bytecode() is compiled under the name py_execute_bytecode(); this one keeps
 * a list of what is being executed around it. An interrupt handler may read the list at any
 * instruction, so a frame is complete before it is linked.
 *
 * No exception passes through mp_execute_bytecode(): it returns MP_VM_RETURN_EXCEPTION. So each
 * frame is unlinked where it was linked.
 */
#include "threads/frames.h"

#include <zephyr/toolchain.h>

#include "py/objfun.h"

BUILD_ASSERT(MICROPY_EMIT_BYTECODE_USES_QSTR_TABLE, "names are looked up in the table of a module");

struct py_frame *py_frames_now;

/* Without the volatile of the declaration, which is for the core alone and would cost a store and a load. */
mp_vm_return_kind_t py_execute_bytecode(mp_code_state_t *code, mp_obj_t injected);

mp_vm_return_kind_t mp_execute_bytecode(mp_code_state_t *code, mp_obj_t injected)
{
	struct py_frame frame = {.below = py_frames_now, .code = code};

	compiler_barrier();
	py_frames_now = &frame;
	mp_vm_return_kind_t kind = py_execute_bytecode(code, injected);
	py_frames_now = frame.below;
	return kind;
}

const struct py_frame *py_frames_of(const struct py_thread *thread)
{
	return thread->has_gil ? py_frames_now : thread->frames;
}

/* The first name of a module is that of its file. */
static const char *name_at(const mp_code_state_t *code, size_t index)
{
	return qstr_str(code->fun_bc->context->constants.qstr_table[index]);
}

/* As the core finds it for the traceback of an exception: the instruction before `ip` is the one meant. */
struct py_position py_frame_position(const struct py_frame *frame)
{
	const mp_code_state_t *code = frame->code;
	const byte *ip = code->fun_bc->bytecode;

	MP_BC_PRELUDE_SIG_DECODE(ip);
	MP_BC_PRELUDE_SIZE_DECODE(ip);
	const byte *info_end = ip + n_info;
	const byte *start = info_end + n_cell;
	size_t offset = code->ip > start ? (size_t)(code->ip - start) - 1 : 0;
	size_t name = mp_decode_uint_value(ip);

	for (size_t i = 0; i < 1 + n_pos_args + n_kwonly_args; i++) {
		ip = mp_decode_uint_skip(ip);
	}
	return (struct py_position){
		.file = name_at(code, 0),
		.function = name_at(code, name),
		.line = mp_bytecode_get_source_line(ip, info_end, offset),
	};
}
