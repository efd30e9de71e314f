/* SPDX-License-Identifier: MIT */
/* How large objects are: the size of size_of_X is that of X. The linker drops them. */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

#define SIZE_OF(type) char size_of_##type[sizeof(struct type)]

SIZE_OF(k_thread);
SIZE_OF(k_sem);
SIZE_OF(k_mutex);
SIZE_OF(k_condvar);
SIZE_OF(k_timer);
SIZE_OF(k_event);
SIZE_OF(k_queue);
SIZE_OF(k_fifo);
SIZE_OF(k_lifo);
SIZE_OF(k_stack);
SIZE_OF(k_msgq);
SIZE_OF(k_pipe);
SIZE_OF(k_mbox);
SIZE_OF(k_mem_slab);
SIZE_OF(k_heap);
SIZE_OF(k_work);
SIZE_OF(k_work_delayable);
SIZE_OF(k_work_q);
SIZE_OF(k_poll_signal);
SIZE_OF(k_poll_event);

void use_feature(void)
{
}
