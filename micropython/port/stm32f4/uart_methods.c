/* SPDX-License-Identifier: MIT */
/*
 * machine.UART, included by extmod/machine_uart.c. A thread that waits for bytes, or for room, waits
 * on the kernel, and others run. The buffers are not on the Python heap, because interrupts use them.
 */
#include <zephyr/drivers/stm32f4/uart.h>
#include <zephyr/kernel.h>
#include <zephyr/sys/ram.h>

#include "py/mperrno.h"
#include "py/mphal.h"
#include "replport.h"
#include "threads/interrupt.h"

#define MICROPY_PY_MACHINE_UART_CLASS_CONSTANTS

#define BUFFER_SIZE 256

typedef struct _machine_uart_obj_t {
	mp_obj_base_t base;
	unsigned int number;
	mp_int_t timeout_ms, timeout_char_ms;
	struct stm32f4_uart_config config;
	/** The buffers, receive first; NULL while the UART is closed. */
	uint8_t *buffers;
	/** Given when something happens; whoever took it and leaves something to do gives it on. */
	struct k_sem event;
} machine_uart_obj_t;

/* The ones that are open, which interrupts refer to. */
MP_REGISTER_ROOT_POINTER(struct _machine_uart_obj_t *port_uarts[8]);

static void on_event(void *param)
{
	machine_uart_obj_t *self = param;

	k_sem_give(&self->event);
	port_wake();
}

static void close(machine_uart_obj_t *self)
{
	if (self->buffers != NULL) {
		stm32f4_uart_close(self->number);
		(void)sys_ram_free(self->buffers);
		self->buffers = NULL;
		MP_STATE_PORT(port_uarts)[self->number - 1] = NULL;
	}
}

static void raise(const machine_uart_obj_t *self, int error)
{
	if (error == -ENODEV) {
		mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("there is no UART(%u)"),
				  self->number);
	}
	if (error == -EINVAL) {
		mp_raise_ValueError(MP_ERROR_TEXT("the UART cannot work with these settings"));
	}
	mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("UART(%u) is the console's"),
			  self->number);
}

static void open(machine_uart_obj_t *self)
{
	int result;

	self->buffers = sys_ram_alloc(sizeof(void *), self->config.rx_size + self->config.tx_size);
	if (self->buffers == NULL) {
		mp_raise_OSError(MP_ENOMEM);
	}
	self->config.rx_buffer = self->buffers;
	self->config.tx_buffer = self->buffers + self->config.rx_size;
	result = stm32f4_uart_open(self->number, &self->config);
	if (result != 0) {
		(void)sys_ram_free(self->buffers);
		self->buffers = NULL;
		raise(self, result);
	}
	MP_STATE_PORT(port_uarts)[self->number - 1] = self;
}

static enum stm32f4_uart_parity parity_of(mp_obj_t parity)
{
	if (parity == mp_const_none) {
		return STM32F4_UART_NO_PARITY;
	}
	return (mp_obj_get_int(parity) & 1) != 0 ? STM32F4_UART_ODD : STM32F4_UART_EVEN;
}

static size_t buffer_size(mp_int_t size)
{
	if (size < 1 || size > 32768) {
		mp_raise_ValueError(MP_ERROR_TEXT("a buffer has 1 to 32768 bytes"));
	}
	return (size_t)size;
}

/* With default settings for what is not given, also at a second time. */
static void mp_machine_uart_init_helper(machine_uart_obj_t *self, size_t n_args,
					const mp_obj_t *pos_args, mp_map_t *kw_args)
{
	enum {
		ARG_baudrate,
		ARG_bits,
		ARG_parity,
		ARG_stop,
		ARG_tx,
		ARG_rx,
		ARG_timeout,
		ARG_timeout_char,
		ARG_rxbuf,
		ARG_txbuf
	};
	static const mp_arg_t allowed[] = {
		{MP_QSTR_baudrate, MP_ARG_INT, {.u_int = 115200}},
		{MP_QSTR_bits, MP_ARG_INT, {.u_int = 8}},
		{MP_QSTR_parity, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_stop, MP_ARG_INT, {.u_int = 1}},
		{MP_QSTR_tx, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_rx, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_timeout, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
		{MP_QSTR_timeout_char, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 2}},
		{MP_QSTR_rxbuf, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = BUFFER_SIZE}},
		{MP_QSTR_txbuf, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = BUFFER_SIZE}},
	};
	mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
	struct stm32f4_uart_config config = {.event = on_event, .param = self};

	mp_arg_parse_all(n_args, pos_args, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
	if (stm32f4_uart_default_pins(self->number, &config.tx_pin, &config.rx_pin) != 0) {
		raise(self, -ENODEV);
	}
	config.baud = (uint32_t)values[ARG_baudrate].u_int;
	config.bits = (unsigned int)values[ARG_bits].u_int;
	config.parity = parity_of(values[ARG_parity].u_obj);
	config.stop = (unsigned int)values[ARG_stop].u_int;
	if (values[ARG_tx].u_obj != mp_const_none) {
		config.tx_pin = port_pin_get(values[ARG_tx].u_obj);
	}
	if (values[ARG_rx].u_obj != mp_const_none) {
		config.rx_pin = port_pin_get(values[ARG_rx].u_obj);
	}
	config.rx_size = buffer_size(values[ARG_rxbuf].u_int);
	config.tx_size = buffer_size(values[ARG_txbuf].u_int);
	self->timeout_ms = values[ARG_timeout].u_int;
	self->timeout_char_ms = values[ARG_timeout_char].u_int;
	close(self);
	self->config = config;
	open(self);
}

/* One object for each UART while it is open. */
static mp_obj_t mp_machine_uart_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
					 const mp_obj_t *args)
{
	machine_uart_obj_t *self;
	mp_map_t kw_args;
	mp_int_t number;

	mp_arg_check_num(n_args, n_kw, 1, MP_OBJ_FUN_ARGS_MAX, true);
	number = mp_obj_get_int(args[0]);
	if (number < 1 || number > (mp_int_t)STM32F4_UARTS) {
		mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("there is no UART(%d)"),
				  (int)number);
	}
	self = MP_STATE_PORT(port_uarts)[number - 1];
	if (self == NULL) {
		self = mp_obj_malloc(machine_uart_obj_t, type);
		self->number = (unsigned int)number;
		self->buffers = NULL;
		k_sem_init(&self->event, 0, 1);
	} else if (n_args == 1 && n_kw == 0) {
		return MP_OBJ_FROM_PTR(self);
	}
	mp_map_init_fixed_table(&kw_args, n_kw, args + n_args);
	mp_machine_uart_init_helper(self, n_args - 1, args + 1, &kw_args);
	return MP_OBJ_FROM_PTR(self);
}

static void mp_machine_uart_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind)
{
	static const char *const parities[] = {"None", "0", "1"};
	machine_uart_obj_t *self = MP_OBJ_TO_PTR(self_in);

	(void)kind;
	mp_printf(print,
		  "UART(%u, baudrate=%u, bits=%u, parity=%s, stop=%u, tx=" MP_HAL_PIN_FMT
		  ", rx=" MP_HAL_PIN_FMT ", timeout=%d)",
		  self->number, (unsigned int)self->config.baud, self->config.bits,
		  parities[self->config.parity], self->config.stop,
		  mp_hal_pin_name(self->config.tx_pin), mp_hal_pin_name(self->config.rx_pin),
		  (int)self->timeout_ms);
}

static void mp_machine_uart_deinit(machine_uart_obj_t *self)
{
	close(self);
}

static mp_int_t mp_machine_uart_any(machine_uart_obj_t *self)
{
	return (mp_int_t)stm32f4_uart_readable(self->number);
}

static bool mp_machine_uart_txdone(machine_uart_obj_t *self)
{
	return stm32f4_uart_is_sent(self->number);
}

/* Until something happens; false when @end has come. An interruption raises what it is for. */
static bool wait_for_event(machine_uart_obj_t *self, k_timepoint_t end)
{
	int result = py_thread_take(&self->event, end);

	if (result == -EINTR) {
		mp_handle_pending(true);
		return true;
	}
	return result == 0;
}

/* Others that wait for the same look again. */
static void pass_on(machine_uart_obj_t *self)
{
	if (stm32f4_uart_readable(self->number) > 0 || stm32f4_uart_writable(self->number) > 0) {
		k_sem_give(&self->event);
	}
}

static k_timepoint_t after_ms(mp_int_t ms)
{
	return sys_timepoint_calc(K_MSEC(ms));
}

/* The first byte within `timeout`, each further one within `timeout_char`. */
static mp_uint_t mp_machine_uart_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode)
{
	machine_uart_obj_t *self = MP_OBJ_TO_PTR(self_in);
	k_timepoint_t end = after_ms(self->timeout_ms);
	mp_uint_t got = 0;

	while (got < size) {
		size_t now = stm32f4_uart_read(self->number, (uint8_t *)buf + got, size - got);

		if (now > 0) {
			got += now;
			end = after_ms(self->timeout_char_ms);
		} else if (!wait_for_event(self, end)) {
			break;
		}
	}
	pass_on(self);
	if (got == 0 && size > 0) {
		*errcode = MP_EAGAIN;
		return MP_STREAM_ERROR;
	}
	return got;
}

/* All of it, however long the line takes, unless nothing moves for longer than `timeout` and a second. */
static mp_uint_t mp_machine_uart_write(mp_obj_t self_in, const void *buf, mp_uint_t size,
				       int *errcode)
{
	machine_uart_obj_t *self = MP_OBJ_TO_PTR(self_in);
	k_timepoint_t end = after_ms(self->timeout_ms + MSEC_PER_SEC);
	mp_uint_t put = 0;

	while (put < size) {
		size_t now =
			stm32f4_uart_write(self->number, (const uint8_t *)buf + put, size - put);

		if (now > 0) {
			put += now;
			end = after_ms(self->timeout_ms + MSEC_PER_SEC);
		} else if (!wait_for_event(self, end)) {
			break;
		}
	}
	pass_on(self);
	if (put == 0 && size > 0) {
		*errcode = self->buffers == NULL ? MP_EBADF : MP_ETIMEDOUT;
		return MP_STREAM_ERROR;
	}
	return put;
}

static mp_uint_t flush(machine_uart_obj_t *self, int *errcode)
{
	k_timepoint_t end =
		after_ms(BUFFER_SIZE * 12 * MSEC_PER_SEC / self->config.baud +
			 self->config.tx_size * 12 * MSEC_PER_SEC / self->config.baud + 100);

	while (!stm32f4_uart_is_sent(self->number)) {
		if (sys_timepoint_expired(end)) {
			*errcode = MP_ETIMEDOUT;
			return MP_STREAM_ERROR;
		}
		mp_event_wait_ms(1);
	}
	return 0;
}

static mp_uint_t mp_machine_uart_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg,
				       int *errcode)
{
	machine_uart_obj_t *self = MP_OBJ_TO_PTR(self_in);
	mp_uint_t ready = 0;

	switch (request) {
	case MP_STREAM_POLL:
		ready |= stm32f4_uart_readable(self->number) > 0 ? MP_STREAM_POLL_RD : 0;
		ready |= stm32f4_uart_writable(self->number) > 0 ? MP_STREAM_POLL_WR : 0;
		return ready & arg;
	case MP_STREAM_FLUSH:
		return flush(self, errcode);
	case MP_STREAM_CLOSE:
		close(self);
		return 0;
	default:
		*errcode = MP_EINVAL;
		return MP_STREAM_ERROR;
	}
}

void machine_uart_end_session(void)
{
	for (size_t i = 0; i < STM32F4_UARTS; i++) {
		if (MP_STATE_PORT(port_uarts)[i] != NULL) {
			close(MP_STATE_PORT(port_uarts)[i]);
		}
	}
}
