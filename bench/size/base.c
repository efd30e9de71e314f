/* SPDX-License-Identifier: MIT */
/*
 * The least that is called a kernel here: threads, a mutex, a semaphore, timeouts and a timer. What a
 * feature adds is the difference to a program with the feature's file beside this one.
 */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

#define STACK_SIZE 512

K_SEM_DEFINE(sem, 0, 1);
K_MUTEX_DEFINE(mutex);

static struct k_thread thread;
static K_THREAD_STACK_DEFINE(stack, STACK_SIZE);

static void expired(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	k_sem_give(&sem);
}

K_TIMER_DEFINE(timer, expired, NULL);

static void run(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);

	while (k_sem_take(&sem, K_MSEC(100)) == 0) {
		k_mutex_lock(&mutex, K_FOREVER);
		use_feature();
		k_mutex_unlock(&mutex);
		k_yield();
	}
}

int main(void)
{
	k_thread_create(&thread, stack, K_THREAD_STACK_SIZEOF(stack), run, NULL, NULL, NULL, 1, 0,
			K_NO_WAIT);
	k_timer_start(&timer, K_MSEC(10), K_MSEC(10));
	k_sleep(K_MSEC(50));
	k_timer_stop(&timer);
	return k_thread_join(&thread, K_FOREVER);
}
