/* SPDX-License-Identifier: MIT */
/* Time and waiting. There is no clock that knows the date: time begins when the board does. */
#include <limits.h>

#include <zephyr/kernel.h>

#include "py/mphal.h"
#include "py/mpstate.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "threads/gil.h"
#include "threads/interrupt.h"

void port_wake(void)
{
	py_thread_interrupt(&py_main_thread);
	py_event();
	if (MP_STATE_MAIN_THREAD(mp_pending_exception) != MP_OBJ_NULL) {
		py_gil_hurry_main();
	}
}

static uint64_t now_us(void)
{
	return k_cyc_to_us_floor64(k_cycle_get_64());
}

mp_uint_t mp_hal_ticks_ms(void)
{
	return (mp_uint_t)(now_us() / USEC_PER_MSEC);
}

mp_uint_t mp_hal_ticks_us(void)
{
	return (mp_uint_t)now_us();
}

uint64_t mp_hal_time_ns(void)
{
	return k_cyc_to_ns_floor64(k_cycle_get_64());
}

static void delay_us(uint64_t us)
{
	uint64_t end = now_us() + us;

	for (uint64_t now = end - us; now < end; now = now_us()) {
		MP_THREAD_GIL_EXIT();
		py_thread_sleep(K_USEC((int64_t)(end - now)));
		MP_THREAD_GIL_ENTER();
		mp_handle_pending(true);
	}
}

/* Less than a tick is over before a sleep would have begun. */
void mp_hal_delay_us(mp_uint_t us)
{
	if (us < k_ticks_to_us_floor32(1)) {
		k_busy_wait(us);
	} else {
		delay_us(us);
	}
}

void mp_hal_delay_ms(mp_uint_t ms)
{
	mp_event_handle_nowait();
	delay_us((uint64_t)ms * USEC_PER_MSEC);
}

void port_wait_event(mp_uint_t timeout_ms)
{
	k_timeout_t limit = timeout_ms > INT_MAX ? K_FOREVER : K_MSEC(timeout_ms);

	MP_THREAD_GIL_EXIT();
	py_thread_await_event(limit);
	MP_THREAD_GIL_ENTER();
}
