/* SPDX-License-Identifier: MIT */
/*
 * machine.Pin. The pins themselves know how they are set up; an object here is no more than a number,
 * the same for all who ask for the pin. An interrupt line, which pins of one number share, has one
 * irq object in a session, that of the pin that asked last.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/drivers/stm32f4/pin.h>

#include "extmod/modmachine.h"
#include "extmod/virtpin.h"
#include "py/mperrno.h"
#include "py/mphal.h"
#include "py/runtime.h"
#include "shared/runtime/mpirq.h"
#include "stm32f4/pins.h"
#include "threads/isr.h"

#define PINS  (STM32F4_PORTS * 16)
#define LINES 16

/* Modes as Python numbers them; the first two are the chip's. */
enum {
	MODE_IN = STM32F4_PIN_INPUT,
	MODE_OUT = STM32F4_PIN_OUTPUT,
	MODE_ALTERNATE = STM32F4_PIN_ALTERNATE,
	MODE_ANALOG = STM32F4_PIN_ANALOG,
	MODE_OPEN_DRAIN,
};

#define EDGES (STM32F4_EDGE_RISING | STM32F4_EDGE_FALLING)

MP_REGISTER_ROOT_POINTER(struct _mp_irq_obj_t *port_pin_irqs[16]);

/*
 * Objects and names
 */

#define OBJECT                                                                                     \
	{                                                                                          \
		&machine_pin_type                                                                  \
	}
#define OBJECTS_4  OBJECT, OBJECT, OBJECT, OBJECT
#define OBJECTS_16 OBJECTS_4, OBJECTS_4, OBJECTS_4, OBJECTS_4
static const mp_obj_base_t objects[PINS] = {
	OBJECTS_16, OBJECTS_16, OBJECTS_16, OBJECTS_16, OBJECTS_16,
	OBJECTS_16, OBJECTS_16, OBJECTS_16, OBJECTS_16,
};

#ifndef PORT_PIN_NAMES
#define PORT_PIN_NAMES
#endif
static const struct port_pin_name board_names[] = {PORT_PIN_NAMES{MP_QSTRnull, 0}};

mp_obj_t port_pin_object(port_pin_t pin)
{
	return MP_OBJ_FROM_PTR(&objects[pin]);
}

static port_pin_t number_of(mp_obj_t self)
{
	return (port_pin_t)((const mp_obj_base_t *)MP_OBJ_TO_PTR(self) - objects);
}

/* "B7" and "PB7"; -1 for anything else. */
static int parse_name(const char *name)
{
	unsigned int port, number = 0;

	name += name[0] == 'P' ? 1 : 0;
	port = (unsigned int)name[0] - 'A';
	if (port >= STM32F4_PORTS || name[1] == '\0' || (name[1] == '0' && name[2] != '\0')) {
		return -1;
	}
	for (name++; *name != '\0'; name++) {
		if (*name < '0' || *name > '9' || number > 9) {
			return -1;
		}
		number = number * 10 + (unsigned int)(*name - '0');
	}
	return number < 16 ? (int)(port * 16 + number) : -1;
}

port_pin_t port_pin_get(mp_obj_t object)
{
	int pin;

	if (mp_obj_is_type(object, &machine_pin_type)) {
		return number_of(object);
	}
	if (!mp_obj_is_str(object)) {
		mp_raise_TypeError(MP_ERROR_TEXT("a pin is named by a str such as 'B7'"));
	}
	for (size_t i = 0; board_names[i].name != MP_QSTRnull; i++) {
		if (strcmp(qstr_str(board_names[i].name), mp_obj_str_get_str(object)) == 0) {
			return board_names[i].pin;
		}
	}
	pin = parse_name(mp_obj_str_get_str(object));
	if (pin < 0) {
		mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("there is no pin '%s'"),
				  mp_obj_str_get_str(object));
	}
	return (port_pin_t)pin;
}

/*
 * Setting up
 */

static int get_mode(port_pin_t pin)
{
	int mode = (int)stm32f4_pin_get_mode(pin);

	return mode == MODE_OUT && stm32f4_pin_is_open_drain(pin) ? MODE_OPEN_DRAIN : mode;
}

static enum stm32f4_pin_pull pull_of(mp_obj_t pull)
{
	mp_int_t number = pull == mp_const_none ? STM32F4_PULL_NONE : mp_obj_get_int(pull);

	if (number < STM32F4_PULL_NONE || number > STM32F4_PULL_DOWN) {
		mp_raise_ValueError(MP_ERROR_TEXT("pull is None, Pin.PULL_UP or Pin.PULL_DOWN"));
	}
	return (enum stm32f4_pin_pull)number;
}

/* An output has its level before it drives it. */
static void configure(port_pin_t pin, mp_int_t mode, mp_obj_t pull, mp_obj_t value,
		      mp_int_t alternate)
{
	enum stm32f4_pin_pull wanted = pull_of(pull);

	if (mode < MODE_IN || mode > MODE_OPEN_DRAIN) {
		mp_raise_ValueError(MP_ERROR_TEXT("no such mode of a pin"));
	}
	if (alternate < 0 || alternate > 15) {
		mp_raise_ValueError(MP_ERROR_TEXT("alt is the number of a function, 0 to 15"));
	}
	if (value != MP_OBJ_NULL) {
		stm32f4_pin_set(pin, mp_obj_is_true(value));
	}
	stm32f4_pin_set_open_drain(pin, mode == MODE_OPEN_DRAIN);
	stm32f4_pin_configure(
		pin, mode == MODE_OPEN_DRAIN ? STM32F4_PIN_OUTPUT : (enum stm32f4_pin_mode)mode,
		wanted, (unsigned int)alternate);
}

static void init(port_pin_t pin, size_t n_args, const mp_obj_t *args, mp_map_t *kw_args)
{
	enum {
		ARG_mode,
		ARG_pull,
		ARG_value,
		ARG_alt
	};
	static const mp_arg_t allowed[] = {
		{MP_QSTR_mode, MP_ARG_INT, {.u_int = -1}},
		{MP_QSTR_pull, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_value,
		 MP_ARG_KW_ONLY | MP_ARG_OBJ,
		 {.u_rom_obj = MP_ROM_PTR(MP_OBJ_NULL)}},
		{MP_QSTR_alt, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
	};
	mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];

	mp_arg_parse_all(n_args, args, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
	configure(pin, values[ARG_mode].u_int == -1 ? get_mode(pin) : values[ARG_mode].u_int,
		  values[ARG_pull].u_obj, values[ARG_value].u_obj, values[ARG_alt].u_int);
}

static mp_obj_t make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
			 const mp_obj_t *args)
{
	port_pin_t pin;

	(void)type;
	mp_arg_check_num(n_args, n_kw, 1, MP_OBJ_FUN_ARGS_MAX, true);
	pin = port_pin_get(args[0]);
	if (n_args > 1 || n_kw > 0) {
		mp_map_t kw_args;

		mp_map_init_fixed_table(&kw_args, n_kw, args + n_args);
		init(pin, n_args - 1, args + 1, &kw_args);
	}
	return port_pin_object(pin);
}

static mp_obj_t pin_init(size_t n_args, const mp_obj_t *args, mp_map_t *kw_args)
{
	init(number_of(args[0]), n_args - 1, args + 1, kw_args);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(init_obj, 1, pin_init);

static void print(const mp_print_t *to, mp_obj_t self, mp_print_kind_t kind)
{
	static const qstr modes[] = {MP_QSTR_IN, MP_QSTR_OUT, MP_QSTR_ALT, MP_QSTR_ANALOG,
				     MP_QSTR_OPEN_DRAIN};
	static const char *const pulls[] = {"", ", pull=Pin.PULL_UP", ", pull=Pin.PULL_DOWN", ""};
	port_pin_t pin = number_of(self);

	(void)kind;
	mp_printf(to, "Pin('" MP_HAL_PIN_FMT "', mode=Pin.%q%s)", mp_hal_pin_name(pin),
		  modes[get_mode(pin)], pulls[stm32f4_pin_get_pull(pin)]);
}

/*
 * Levels
 */

static mp_obj_t call(mp_obj_t self, size_t n_args, size_t n_kw, const mp_obj_t *args)
{
	mp_arg_check_num(n_args, n_kw, 0, 1, false);
	if (n_args == 0) {
		return MP_OBJ_NEW_SMALL_INT(mp_hal_pin_read(number_of(self)));
	}
	stm32f4_pin_set(number_of(self), mp_obj_is_true(args[0]));
	return mp_const_none;
}

static mp_obj_t value(size_t n_args, const mp_obj_t *args)
{
	return call(args[0], n_args - 1, 0, args + 1);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(value_obj, 1, 2, value);

static mp_obj_t on(mp_obj_t self)
{
	stm32f4_pin_set(number_of(self), true);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(on_obj, on);

static mp_obj_t off(mp_obj_t self)
{
	stm32f4_pin_set(number_of(self), false);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(off_obj, off);

static mp_obj_t toggle(mp_obj_t self)
{
	stm32f4_pin_toggle(number_of(self));
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(toggle_obj, toggle);

/* For machine.Signal and others that know the protocol of pins. */
static mp_uint_t protocol_ioctl(mp_obj_t self, mp_uint_t request, uintptr_t arg, int *errcode)
{
	switch (request) {
	case MP_PIN_READ:
		return (mp_uint_t)mp_hal_pin_read(number_of(self));
	case MP_PIN_WRITE:
		stm32f4_pin_set(number_of(self), arg != 0);
		return 0;
	default:
		*errcode = MP_EINVAL;
		return (mp_uint_t)-1;
	}
}

static const mp_pin_p_t protocol = {.ioctl = protocol_ioctl};

/*
 * Interrupts
 */

/* The edges of each line. */
static uint8_t triggers[LINES];

static void call_handler(void *irq)
{
	mp_irq_handler(irq);
}

static void on_edge(void *irq)
{
	if (((mp_irq_obj_t *)irq)->ishard) {
		py_isr_call(call_handler, irq);
	} else {
		mp_irq_handler(irq);
	}
}

static _Noreturn void raise_busy(port_pin_t pin)
{
	mp_raise_msg_varg(&mp_type_OSError,
			  MP_ERROR_TEXT("another pin with the number %u has the interrupt"),
			  pin % LINES);
}

static mp_uint_t set_trigger(mp_obj_t self, mp_uint_t edges)
{
	port_pin_t pin = number_of(self);
	mp_irq_obj_t *irq = MP_STATE_PORT(port_pin_irqs)[pin % LINES];

	if ((edges & ~(mp_uint_t)EDGES) != 0) {
		mp_raise_ValueError(
			MP_ERROR_TEXT("trigger is Pin.IRQ_RISING, Pin.IRQ_FALLING or both"));
	}
	if (stm32f4_pin_interrupt(pin, (uint32_t)edges, on_edge, irq) != 0) {
		raise_busy(pin);
	}
	triggers[pin % LINES] = (uint8_t)edges;
	return 0;
}

static mp_uint_t get_info(mp_obj_t self, mp_uint_t what)
{
	return what == MP_IRQ_INFO_TRIGGERS ? triggers[number_of(self) % LINES] : 0;
}

static const mp_irq_methods_t irq_methods = {.trigger = set_trigger, .info = get_info};

/* Edges are off while the object changes; another pin that has the line keeps it. */
static mp_irq_obj_t *claim_line(mp_obj_t self)
{
	mp_irq_obj_t **line = &MP_STATE_PORT(port_pin_irqs)[number_of(self) % LINES];

	if (*line != NULL && (*line)->parent != self && triggers[number_of(self) % LINES] != 0) {
		raise_busy(number_of(self));
	}
	if (*line == NULL || (*line)->parent != self) {
		*line = mp_irq_new(&irq_methods, self);
	}
	set_trigger(self, 0);
	return *line;
}

static mp_obj_t pin_irq(size_t n_args, const mp_obj_t *args, mp_map_t *kw_args)
{
	enum {
		ARG_handler,
		ARG_trigger,
		ARG_hard
	};
	static const mp_arg_t allowed[] = {
		{MP_QSTR_handler, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		{MP_QSTR_trigger, MP_ARG_INT, {.u_int = EDGES}},
		{MP_QSTR_hard, MP_ARG_BOOL, {.u_bool = false}},
	};
	mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
	mp_irq_obj_t *irq;

	mp_arg_parse_all(n_args - 1, args + 1, kw_args, MP_ARRAY_SIZE(allowed), allowed, values);
	irq = claim_line(args[0]);
	if (n_args > 1 || kw_args->used != 0) {
		irq->handler = values[ARG_handler].u_obj;
		irq->ishard = values[ARG_hard].u_bool;
		if (irq->handler != mp_const_none) {
			set_trigger(args[0], (mp_uint_t)values[ARG_trigger].u_int);
		}
	}
	return MP_OBJ_FROM_PTR(irq);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(irq_obj, 1, pin_irq);

void machine_pin_end_session(void)
{
	for (size_t line = 0; line < LINES; line++) {
		mp_irq_obj_t *irq = MP_STATE_PORT(port_pin_irqs)[line];

		if (irq != NULL) {
			set_trigger(irq->parent, 0);
			MP_STATE_PORT(port_pin_irqs)[line] = NULL;
		}
	}
}

static const mp_rom_map_elem_t locals[] = {
	{MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&init_obj)},
	{MP_ROM_QSTR(MP_QSTR_value), MP_ROM_PTR(&value_obj)},
	{MP_ROM_QSTR(MP_QSTR_on), MP_ROM_PTR(&on_obj)},
	{MP_ROM_QSTR(MP_QSTR_off), MP_ROM_PTR(&off_obj)},
	{MP_ROM_QSTR(MP_QSTR_high), MP_ROM_PTR(&on_obj)},
	{MP_ROM_QSTR(MP_QSTR_low), MP_ROM_PTR(&off_obj)},
	{MP_ROM_QSTR(MP_QSTR_toggle), MP_ROM_PTR(&toggle_obj)},
	{MP_ROM_QSTR(MP_QSTR_irq), MP_ROM_PTR(&irq_obj)},

	{MP_ROM_QSTR(MP_QSTR_IN), MP_ROM_INT(MODE_IN)},
	{MP_ROM_QSTR(MP_QSTR_OUT), MP_ROM_INT(MODE_OUT)},
	{MP_ROM_QSTR(MP_QSTR_ALT), MP_ROM_INT(MODE_ALTERNATE)},
	{MP_ROM_QSTR(MP_QSTR_ANALOG), MP_ROM_INT(MODE_ANALOG)},
	{MP_ROM_QSTR(MP_QSTR_OPEN_DRAIN), MP_ROM_INT(MODE_OPEN_DRAIN)},
	{MP_ROM_QSTR(MP_QSTR_PULL_UP), MP_ROM_INT(STM32F4_PULL_UP)},
	{MP_ROM_QSTR(MP_QSTR_PULL_DOWN), MP_ROM_INT(STM32F4_PULL_DOWN)},
	{MP_ROM_QSTR(MP_QSTR_IRQ_RISING), MP_ROM_INT(STM32F4_EDGE_RISING)},
	{MP_ROM_QSTR(MP_QSTR_IRQ_FALLING), MP_ROM_INT(STM32F4_EDGE_FALLING)},
};
static MP_DEFINE_CONST_DICT(locals_dict, locals);

MP_DEFINE_CONST_OBJ_TYPE(machine_pin_type, MP_QSTR_Pin, MP_TYPE_FLAG_NONE, make_new, make_new,
			 print, print, call, call, protocol, &protocol, locals_dict, &locals_dict);
