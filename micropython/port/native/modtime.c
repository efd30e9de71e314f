/* SPDX-License-Identifier: MIT */
/* The desk's part of `time`, included by extmod/modtime.c: libc's calendar, float seconds. */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "native/wait.h"
#include "py/mphal.h"
#include "py/runtime.h"

static mp_obj_t mp_time_time_get(void)
{
	return mp_obj_new_float((mp_float_t)(port_wall_clock_ns() / 1000) / 1e6);
}

static void mp_time_sleep(mp_obj_t seconds_in)
{
	mp_float_t seconds = mp_obj_get_float(seconds_in);

	if (!(seconds >= 0)) {
		mp_raise_OSError(EINVAL);
	}
	/* A century is for ever, and keeps microseconds within 64 bits. */
	mp_float_t us = MICROPY_FLOAT_C_FUN(ceil)(MIN(seconds, 3.2e9) * 1e6);
	mp_event_handle_nowait();
	mp_hal_delay_us((mp_uint_t)us);
}

static mp_obj_t calendar_tuple(size_t n_args, const mp_obj_t *args,
			       struct tm *(*convert)(const time_t *, struct tm *))
{
	time_t when = (time_t)(port_wall_clock_ns() / 1000000000u);
	struct tm tm;

	if (n_args != 0 && args[0] != mp_const_none) {
		when = (time_t)mp_obj_get_float(args[0]);
	}
	if (convert(&when, &tm) == NULL) {
		mp_raise_OSError(errno);
	}
	const int fields[] = {
		tm.tm_year + 1900, tm.tm_mon + 1,        tm.tm_mday,     tm.tm_hour,  tm.tm_min,
		tm.tm_sec,         (tm.tm_wday + 6) % 7, tm.tm_yday + 1, tm.tm_isdst,
	};
	mp_obj_t items[MP_ARRAY_SIZE(fields)];
	for (size_t i = 0; i < MP_ARRAY_SIZE(fields); ++i) {
		items[i] = MP_OBJ_NEW_SMALL_INT(fields[i]);
	}
	return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}

static mp_obj_t time_gmtime_libc(size_t n_args, const mp_obj_t *args)
{
	return calendar_tuple(n_args, args, gmtime_r);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(time_gmtime_libc_obj, 0, 1, time_gmtime_libc);

static mp_obj_t time_localtime_libc(size_t n_args, const mp_obj_t *args)
{
	return calendar_tuple(n_args, args, localtime_r);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(time_localtime_libc_obj, 0, 1, time_localtime_libc);

static mp_obj_t time_mktime_libc(mp_obj_t tuple)
{
	size_t len;
	mp_obj_t *items;

	mp_obj_get_array(tuple, &len, &items);
	if (len < 8 || len > 9) {
		mp_raise_TypeError(MP_ERROR_TEXT("mktime needs a tuple of length 8 or 9"));
	}
	struct tm tm = {
		.tm_year = (int)mp_obj_get_int(items[0]) - 1900,
		.tm_mon = (int)mp_obj_get_int(items[1]) - 1,
		.tm_mday = (int)mp_obj_get_int(items[2]),
		.tm_hour = (int)mp_obj_get_int(items[3]),
		.tm_min = (int)mp_obj_get_int(items[4]),
		.tm_sec = (int)mp_obj_get_int(items[5]),
		.tm_isdst = len == 9 ? (int)mp_obj_get_int(items[8]) : -1,
	};
	time_t when = mktime(&tm);
	if (when == (time_t)-1) {
		mp_raise_msg(&mp_type_OverflowError, MP_ERROR_TEXT("invalid mktime usage"));
	}
	return mp_obj_new_int_from_ll(when);
}
static MP_DEFINE_CONST_FUN_OBJ_1(time_mktime_libc_obj, time_mktime_libc);

/* Processor time of this program in seconds; benchmarks written for old CPython ask for it. */
static mp_obj_t time_clock(void)
{
	return mp_obj_new_float((mp_float_t)clock() / (mp_float_t)CLOCKS_PER_SEC);
}
static MP_DEFINE_CONST_FUN_OBJ_0(time_clock_obj, time_clock);

#define MICROPY_PY_TIME_EXTRA_GLOBALS                                                              \
	{MP_ROM_QSTR(MP_QSTR_clock), MP_ROM_PTR(&time_clock_obj)},                                 \
		{MP_ROM_QSTR(MP_QSTR_gmtime), MP_ROM_PTR(&time_gmtime_libc_obj)},                  \
		{MP_ROM_QSTR(MP_QSTR_localtime), MP_ROM_PTR(&time_localtime_libc_obj)},            \
		{MP_ROM_QSTR(MP_QSTR_mktime), MP_ROM_PTR(&time_mktime_libc_obj)},
