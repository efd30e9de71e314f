/* SPDX-License-Identifier: MIT */
#include "threads/shutdown.h"

#include "protected.h"
#include "py/mpstate.h"
#include "py/runtime.h"

/* threading._shutdown(), which has more to do than to wait. */
static void call(const void *module)
{
	mp_obj_t method[2];

	mp_load_method(*(const mp_obj_t *)module, MP_QSTR__shutdown, method);
	mp_call_method_n_kw(0, 0, method);
}

int py_threads_finish(int status)
{
	mp_map_elem_t *loaded = mp_map_lookup(&MP_STATE_VM(mp_loaded_modules_dict).map,
					      MP_OBJ_NEW_QSTR(MP_QSTR_threading), MP_MAP_LOOKUP);
	int result = loaded == NULL ? 0 : protected_run(call, &loaded->value);

	return result == 0 ? status : result;
}
