/* SPDX-License-Identifier: MIT */
/* Reading time limits from Python's arguments. */
#include "threads/timeout.h"

#include <zephyr/kernel.h>

#include "py/runtime.h"

static k_timeout_t from_seconds(mp_float_t seconds)
{
	if (seconds > PY_TIMEOUT_MAX) {
		mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("timeout value is too large"));
	}
	return K_USEC((int64_t)(seconds * 1000000));
}

k_timeout_t py_timeout(mp_obj_t seconds)
{
	if (seconds == mp_const_none) {
		return K_FOREVER;
	}
	mp_float_t value = mp_obj_get_float(seconds);

	if (value <= 0) {
		return K_NO_WAIT;
	}
	if (!(value > 0)) { /* a NaN is neither */
		mp_raise_ValueError(MP_ERROR_TEXT("timeout value is not a number"));
	}
	return from_seconds(value);
}

static k_timeout_t limit_or_forever(mp_obj_t seconds)
{
	/* What is not given takes no arithmetic. */
	if (seconds == MP_OBJ_NEW_SMALL_INT(-1)) {
		return K_FOREVER;
	}
	mp_float_t value = mp_obj_get_float(seconds);

	if (value == -1) {
		return K_FOREVER;
	}
	if (!(value >= 0)) { /* nor is it a NaN */
		mp_raise_ValueError(MP_ERROR_TEXT("timeout value must be a non-negative number"));
	}
	return from_seconds(value);
}

k_timeout_t py_timeout_argument(size_t n_args, const mp_obj_t *args, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {{MP_QSTR_timeout, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}}};
	mp_arg_val_t timeout;

	mp_arg_parse_all(n_args - 1, args + 1, kw, MP_ARRAY_SIZE(spec), spec, &timeout);
	return py_timeout(timeout.u_obj);
}

k_timeout_t py_acquire_arguments(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {
		{MP_QSTR_blocking, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_TRUE}},
		{MP_QSTR_timeout, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(-1)}},
	};
	mp_arg_val_t args[MP_ARRAY_SIZE(spec)];

	/* As most calls are. */
	if (n_args == 0 && kw->used == 0) {
		return K_FOREVER;
	}
	mp_arg_parse_all(n_args, pos, kw, MP_ARRAY_SIZE(spec), spec, args);
	k_timeout_t limit = limit_or_forever(args[1].u_obj);

	if (mp_obj_is_true(args[0].u_obj)) {
		return limit;
	}
	if (!K_TIMEOUT_EQ(limit, K_FOREVER)) {
		mp_raise_ValueError(
			MP_ERROR_TEXT("can't specify a timeout for a non-blocking call"));
	}
	return K_NO_WAIT;
}
