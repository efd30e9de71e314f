/* SPDX-License-Identifier: MIT */
/*
 * What class threading.Thread is made of. The class and its properties are Python, so that instances have any
 * attributes and subclasses do as they like; what it does is here. An instance keeps its handle as _handle.
 */
#include "py/objtype.h"
#include "py/runtime.h"
#include "threads/isr.h"
#include "threads/gil.h"
#include "threads/handle.h"
#include "threads/start.h"
#include "threads/stop.h"
#include "threads/timeout.h"
#include "threads/wait.h"

/** The handle of a thread that Thread() made: with what it will do. */
struct made_thread {
	struct py_handle handle;
	mp_obj_t target, args, kwargs;
	/** The target's __name__, when target itself is no longer kept. */
	mp_obj_t target_name;
	/** As given. */
	mp_obj_t priority, stack_size;
};

/** The number in the last name that was made up. */
static mp_int_t last_number;

static struct py_handle *handle_of(mp_obj_t self_in)
{
	mp_map_elem_t *elem = NULL;

	if (mp_obj_is_instance_type(mp_obj_get_type(self_in))) {
		mp_obj_instance_t *self = MP_OBJ_TO_PTR(self_in);
		elem = mp_map_lookup(&self->members, MP_OBJ_NEW_QSTR(MP_QSTR__handle),
				     MP_MAP_LOOKUP);
	}
	if (elem == NULL || !mp_obj_is_exact_type(elem->value, &py_handle_type)) {
		mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("Thread.__init__() not called"));
	}
	return MP_OBJ_TO_PTR(elem->value);
}

/* As `self._handle = handle`, without a look at the properties of the class. */
static void set_handle(mp_obj_t self_in, struct py_handle *handle)
{
	if (!mp_obj_is_instance_type(mp_obj_get_type(self_in))) {
		mp_raise_TypeError(MP_ERROR_TEXT("expecting a Thread"));
	}
	mp_obj_instance_t *self = MP_OBJ_TO_PTR(self_in);

	mp_map_lookup(&self->members, MP_OBJ_NEW_QSTR(MP_QSTR__handle),
		      MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)
		->value = MP_OBJ_FROM_PTR(handle);
	handle->owner = self_in;
}

/* NULL for main, and for threads that _thread started. */
static struct made_thread *made(struct py_handle *handle)
{
	return handle->is_made ? CONTAINER_OF(handle, struct made_thread, handle) : NULL;
}

static mp_obj_t name_of_target(mp_obj_t target)
{
	mp_obj_t name[2];

	if (target == mp_const_none) {
		return mp_const_none;
	}
	mp_load_method_maybe(target, MP_QSTR___name__, name);
	return name[0] == MP_OBJ_NULL ? MP_OBJ_NEW_QSTR(mp_obj_get_type(target)->name) : name[0];
}

enum {
	ARG_GROUP,
	ARG_TARGET,
	ARG_NAME,
	ARG_ARGS,
	ARG_KWARGS,
	ARG_DAEMON,
	ARG_PRIORITY,
	ARG_STACK_SIZE,
	ARGS,
};

static struct py_handle *new_made_thread(const mp_arg_val_t *args)
{
	struct made_thread *self = m_new_obj(struct made_thread);
	mp_obj_t daemon = args[ARG_DAEMON].u_obj;
	mp_obj_t name = args[ARG_NAME].u_obj;

	py_handle_init(&self->handle, daemon == mp_const_none
					      ? py_thread_self()->roots.handle->daemon
					      : mp_obj_is_true(daemon));
	self->handle.is_made = true;
	self->target = args[ARG_TARGET].u_obj;
	self->args = args[ARG_ARGS].u_obj;
	self->kwargs = args[ARG_KWARGS].u_obj;
	self->target_name = mp_const_none;
	self->priority = args[ARG_PRIORITY].u_obj;
	self->stack_size = args[ARG_STACK_SIZE].u_obj;
	if (name == mp_const_none) {
		name = MP_OBJ_NEW_SMALL_INT(++last_number);
	} else if (!mp_obj_is_str(name)) {
		name = mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_str), name);
	}
	self->handle.name = name;
	return &self->handle;
}

/* Bad options show here, and not first when the thread starts. */
static void check_options(const mp_arg_val_t *args)
{
	if (args[ARG_GROUP].u_obj != mp_const_none) {
		mp_raise_ValueError(MP_ERROR_TEXT("group must be None"));
	}
	py_get_priority(args[ARG_PRIORITY].u_obj);
	py_get_stack_size(args[ARG_STACK_SIZE].u_obj);
}

/*
 * __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, priority=None,
 * stack_size=None)
 */
static mp_obj_t thread_init(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	static const mp_arg_t spec[] = {
		[ARG_GROUP] = {MP_QSTR_group, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		[ARG_TARGET] = {MP_QSTR_target, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		[ARG_NAME] = {MP_QSTR_name, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		[ARG_ARGS] = {MP_QSTR_args,
			      MP_ARG_OBJ,
			      {.u_rom_obj = MP_ROM_PTR(&mp_const_empty_tuple_obj)}},
		[ARG_KWARGS] = {MP_QSTR_kwargs, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
		[ARG_DAEMON] = {MP_QSTR_daemon,
				MP_ARG_KW_ONLY | MP_ARG_OBJ,
				{.u_rom_obj = MP_ROM_NONE}},
		[ARG_PRIORITY] = {MP_QSTR_priority,
				  MP_ARG_KW_ONLY | MP_ARG_OBJ,
				  {.u_rom_obj = MP_ROM_NONE}},
		[ARG_STACK_SIZE] = {MP_QSTR_stack_size,
				    MP_ARG_KW_ONLY | MP_ARG_OBJ,
				    {.u_rom_obj = MP_ROM_NONE}},
	};
	mp_arg_val_t args[ARGS];

	mp_arg_parse_all(n_args - 1, pos + 1, kw, ARGS, spec, args);
	check_options(args);
	struct py_handle *handle = new_made_thread(args);

	set_handle(pos[0], handle);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(thread_init_obj, 1, thread_init);

/* Without an exception of its own: what threading.excepthook raises is printed by its caller. */
static void run(void *start)
{
	struct py_handle *handle = start;
	nlr_buf_t nlr;
	mp_obj_t method[3];

	if (nlr_push(&nlr) == 0) {
		mp_load_method(handle->owner, MP_QSTR_run, method);
		mp_call_method_n_kw(0, 0, method);
		nlr_pop();
		return;
	}
	mp_obj_t exception = MP_OBJ_FROM_PTR(nlr.ret_val);
	if (mp_obj_exception_match(exception, MP_OBJ_FROM_PTR(&mp_type_SystemExit))) {
		return;
	}
	if (nlr_push(&nlr) == 0) {
		mp_load_method(handle->owner, MP_QSTR__report, method);
		method[2] = exception;
		mp_call_method_n_kw(1, 0, method);
		nlr_pop();
	} else {
		mp_printf(MICROPY_ERROR_PRINTER, "%s in thread %s: reporting it raised %s\n",
			  mp_obj_get_type_str(exception),
			  k_thread_name_get(py_thread_self()->kernel),
			  mp_obj_get_type_str(MP_OBJ_FROM_PTR(nlr.ret_val)));
	}
}

static mp_obj_t thread_start(mp_obj_t self_in)
{
	struct py_handle *handle = handle_of(self_in);
	struct made_thread *self = made(handle);

	if (handle->ident != 0 || self == NULL) {
		mp_raise_msg(&mp_type_RuntimeError,
			     MP_ERROR_TEXT("threads can only be started once"));
	}
	struct py_thread_params params = {
		.entry = run,
		.start = handle,
		.handle = handle,
		.name = py_thread_name(mp_obj_is_str(handle->name) ? handle->name : mp_const_none,
				       self->target == mp_const_none ? self_in : self->target),
		.priority = py_get_priority(self->priority),
		.stack_size = py_get_stack_size(self->stack_size),
	};
	py_start(&params);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(thread_start_obj, thread_start);

/* run(): what the thread does unless a subclass does something else: target(*args, **kwargs). */
static mp_obj_t thread_run(mp_obj_t self_in)
{
	struct made_thread *self = made(handle_of(self_in));

	if (self == NULL || self->target == mp_const_none) {
		return mp_const_none;
	}
	bool has_kwargs = self->kwargs != mp_const_none;
	bool has_none = !has_kwargs && self->args == mp_const_empty_tuple;
	/* As the compiler lays out a call with stars: the last says which of the arguments have one. */
	mp_obj_t call[] = {self->target, self->args, MP_OBJ_NULL, self->kwargs,
			   MP_OBJ_NEW_SMALL_INT(1)};
	if (!has_kwargs) {
		call[2] = call[4];
	}
	self->target_name = name_of_target(self->target);
	self->target = self->kwargs = mp_const_none;
	self->args = mp_const_empty_tuple;
	if (has_none) { /* needs no memory */
		mp_call_function_0(call[0]);
	} else {
		mp_call_method_n_kw_var(false, has_kwargs ? 0x101 : 1, call);
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(thread_run_obj, thread_run);

/* join(timeout=None): waits for the end, for at most so many seconds. */
static mp_obj_t thread_join(size_t n_args, const mp_obj_t *pos, mp_map_t *kw)
{
	struct py_handle *self = handle_of(pos[0]);
	k_timeout_t timeout = py_timeout_argument(n_args, pos, kw);

	if (self->ident == 0) {
		mp_raise_msg(&mp_type_RuntimeError,
			     MP_ERROR_TEXT("cannot join thread before it is started"));
	}
	if (self->thread == py_thread_self()) {
		mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("cannot join current thread"));
	}
	py_handle_join(self, timeout);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(thread_join_obj, 1, thread_join);

static mp_obj_t thread_is_alive(mp_obj_t self_in)
{
	return mp_obj_new_bool(handle_of(self_in)->thread != NULL);
}
static MP_DEFINE_CONST_FUN_OBJ_1(thread_is_alive_obj, thread_is_alive);

/* See threads/stop.h; of a thread that has ended: nothing. */
static mp_obj_t thread_stop(mp_obj_t self_in)
{
	struct py_handle *self = handle_of(self_in);

	if (self->ident == 0) {
		mp_raise_msg(&mp_type_RuntimeError,
			     MP_ERROR_TEXT("cannot stop thread before it is started"));
	}
	if (self->thread != NULL) {
		py_stop(self->thread);
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(thread_stop_obj, thread_stop);

/*
 * What properties get and set
 */

static mp_obj_t get_name(mp_obj_t self_in)
{
	struct py_handle *handle = handle_of(self_in);
	struct made_thread *self = made(handle);
	vstr_t name;

	if (!mp_obj_is_small_int(handle->name)) {
		return handle->name;
	}
	vstr_init(&name, 16);
	vstr_printf(&name, "Thread-%d", (int)MP_OBJ_SMALL_INT_VALUE(handle->name));
	mp_obj_t target =
		self->target == mp_const_none ? self->target_name : name_of_target(self->target);
	if (target != mp_const_none) {
		vstr_printf(&name, " (%s)", mp_obj_str_get_str(target));
	}
	handle->name = mp_obj_new_str_from_vstr(&name);
	return handle->name;
}
static MP_DEFINE_CONST_FUN_OBJ_1(get_name_obj, get_name);

static mp_obj_t set_name(mp_obj_t self_in, mp_obj_t name)
{
	struct py_handle *self = handle_of(self_in);

	self->name = mp_obj_is_str(name) ? name
					 : mp_call_function_1(MP_OBJ_FROM_PTR(&mp_type_str), name);
	if (self->thread != NULL) {
		k_thread_name_set(self->thread->kernel, mp_obj_str_get_str(self->name));
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(set_name_obj, set_name);

static mp_obj_t get_ident(mp_obj_t self_in)
{
	uintptr_t ident = handle_of(self_in)->ident;

	return ident == 0 ? mp_const_none : mp_obj_new_int_from_uint(ident);
}
static MP_DEFINE_CONST_FUN_OBJ_1(get_ident_obj, get_ident);

static mp_obj_t get_daemon(mp_obj_t self_in)
{
	return mp_obj_new_bool(handle_of(self_in)->daemon);
}
static MP_DEFINE_CONST_FUN_OBJ_1(get_daemon_obj, get_daemon);

static mp_obj_t set_daemon(mp_obj_t self_in, mp_obj_t daemon)
{
	struct py_handle *self = handle_of(self_in);

	if (self->ident != 0) {
		mp_raise_msg(&mp_type_RuntimeError,
			     MP_ERROR_TEXT("cannot set daemon status of active thread"));
	}
	self->daemon = mp_obj_is_true(daemon);
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(set_daemon_obj, set_daemon);

/* The thread's own, whoever waits for it; that which it would have, or has had. */
static mp_obj_t get_priority(mp_obj_t self_in)
{
	struct py_handle *handle = handle_of(self_in);
	struct made_thread *self = made(handle);

	if (handle->thread != NULL) {
		return MP_OBJ_NEW_SMALL_INT(handle->thread->priority);
	}
	return MP_OBJ_NEW_SMALL_INT(py_get_priority(self == NULL ? mp_const_none : self->priority));
}
static MP_DEFINE_CONST_FUN_OBJ_1(get_priority_obj, get_priority);

static mp_obj_t set_priority(mp_obj_t self_in, mp_obj_t priority)
{
	struct py_handle *handle = handle_of(self_in);
	struct made_thread *self = made(handle);
	int value = py_get_priority(priority);

	if (self != NULL) {
		self->priority = priority;
	}
	if (handle->thread != NULL) {
		py_gil_set_priority(handle->thread, value);
	}
	return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(set_priority_obj, set_priority);

/*
 * Threads that Thread() did not make
 */

static struct py_handle *main_or_own(mp_obj_t is_main)
{
	return mp_obj_is_true(is_main) ? py_main_thread.roots.handle
				       : py_isr_refuse_or_self()->roots.handle;
}

/* owner(is_main): the Thread of main, or else of the caller; None if it has none. */
static mp_obj_t owner(mp_obj_t is_main)
{
	struct py_handle *handle = main_or_own(is_main);

	return handle->owner == MP_OBJ_NULL ? mp_const_none : handle->owner;
}
static MP_DEFINE_CONST_FUN_OBJ_1(owner_obj, owner);

/* adopt(thread, name, is_main): makes a new Thread, without __init__(), that of main or of the caller. */
static mp_obj_t adopt(mp_obj_t thread, mp_obj_t name, mp_obj_t is_main)
{
	struct py_handle *handle = main_or_own(is_main);

	set_handle(thread, handle);
	handle->name = name;
	return thread;
}
static MP_DEFINE_CONST_FUN_OBJ_3(adopt_obj, adopt);

/* owners(): the Threads that are alive. */
static mp_obj_t owners(void)
{
	mp_obj_t list = mp_obj_new_list(0, NULL);

	for (const struct py_thread *thread = py_thread_first(); thread != NULL;
	     thread = py_thread_next(thread)) {
		if (thread->roots.handle->owner != MP_OBJ_NULL) {
			mp_obj_list_append(list, thread->roots.handle->owner);
		}
	}
	return list;
}
static MP_DEFINE_CONST_FUN_OBJ_0(owners_obj, owners);

/*
 * The module _threadclass
 */

/** A function that binds self in a class written in Python, where a plain one would not. */
struct method {
	mp_obj_base_t base;
	mp_rom_obj_t function;
};

static mp_obj_t method_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args)
{
	const struct method *self = MP_OBJ_TO_PTR(self_in);

	return mp_call_function_n_kw((mp_obj_t)self->function, n_args, n_kw, args);
}

static MP_DEFINE_CONST_OBJ_TYPE(method_type, MP_QSTR_function, MP_TYPE_FLAG_BINDS_SELF, call,
				method_call);

#define METHOD(name)                                                                               \
	static const struct method name##_method = {{&method_type}, MP_ROM_PTR(&name##_obj)}
METHOD(thread_init);
METHOD(thread_start);
METHOD(thread_run);
METHOD(thread_join);
METHOD(thread_is_alive);
METHOD(thread_stop);

static const mp_rom_map_elem_t threadclass_globals_table[] = {
	{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__threadclass)},
	{MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&thread_init_method)},
	{MP_ROM_QSTR(MP_QSTR_start), MP_ROM_PTR(&thread_start_method)},
	{MP_ROM_QSTR(MP_QSTR_run), MP_ROM_PTR(&thread_run_method)},
	{MP_ROM_QSTR(MP_QSTR_join), MP_ROM_PTR(&thread_join_method)},
	{MP_ROM_QSTR(MP_QSTR_is_alive), MP_ROM_PTR(&thread_is_alive_method)},
	{MP_ROM_QSTR(MP_QSTR_stop), MP_ROM_PTR(&thread_stop_method)},
	{MP_ROM_QSTR(MP_QSTR_get_name), MP_ROM_PTR(&get_name_obj)},
	{MP_ROM_QSTR(MP_QSTR_set_name), MP_ROM_PTR(&set_name_obj)},
	{MP_ROM_QSTR(MP_QSTR_get_ident), MP_ROM_PTR(&get_ident_obj)},
	{MP_ROM_QSTR(MP_QSTR_get_daemon), MP_ROM_PTR(&get_daemon_obj)},
	{MP_ROM_QSTR(MP_QSTR_set_daemon), MP_ROM_PTR(&set_daemon_obj)},
	{MP_ROM_QSTR(MP_QSTR_get_priority), MP_ROM_PTR(&get_priority_obj)},
	{MP_ROM_QSTR(MP_QSTR_set_priority), MP_ROM_PTR(&set_priority_obj)},
	{MP_ROM_QSTR(MP_QSTR_owner), MP_ROM_PTR(&owner_obj)},
	{MP_ROM_QSTR(MP_QSTR_adopt), MP_ROM_PTR(&adopt_obj)},
	{MP_ROM_QSTR(MP_QSTR_owners), MP_ROM_PTR(&owners_obj)},
};
static MP_DEFINE_CONST_DICT(threadclass_globals, threadclass_globals_table);

const mp_obj_module_t mp_module_threadclass = {
	.base = {&mp_type_module},
	.globals = (mp_obj_dict_t *)&threadclass_globals,
};

MP_REGISTER_MODULE(MP_QSTR__threadclass, mp_module_threadclass);
