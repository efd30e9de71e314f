/* SPDX-License-Identifier: MIT */
/*
 * Dining philosophers: each needs both forks beside the plate. A fork is a mutex. Everyone takes the
 * fork with the lower number first, so they can not all hold one and wait for the other.
 */
#include <zephyr/kernel.h>

#define MEALS      2
#define STACK_SIZE 1024

static const char *const names[] = {"Hypatia", "Plato", "Aristotle", "Seneca", "Arete"};

#define PHILOSOPHERS ARRAY_SIZE(names)

static struct k_mutex forks[PHILOSOPHERS];
static struct k_thread threads[PHILOSOPHERS];
static K_THREAD_STACK_ARRAY_DEFINE(stacks, PHILOSOPHERS, STACK_SIZE);

static void eat(const char *name, struct k_mutex *first, struct k_mutex *second, int32_t ms)
{
	k_mutex_lock(first, K_FOREVER);
	k_mutex_lock(second, K_FOREVER);
	printk("%s eats\n", name);
	k_msleep(ms);
	k_mutex_unlock(second);
	k_mutex_unlock(first);
}

static void dine(void *seat, void *p2, void *p3)
{
	size_t left = (size_t)(uintptr_t)seat;
	size_t right = (left + 1) % PHILOSOPHERS;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);

	for (int i = 0; i < MEALS; i++) {
		/* Nobody thinks or eats as long as another one. */
		k_msleep(10 + 30 * (int32_t)left);
		eat(names[left], &forks[MIN(left, right)], &forks[MAX(left, right)],
		    100 + 7 * (int32_t)left);
	}
	printk("%s is full\n", names[left]);
}

int main(void)
{
	for (size_t i = 0; i < PHILOSOPHERS; i++) {
		k_mutex_init(&forks[i]);
	}
	for (size_t i = 0; i < PHILOSOPHERS; i++) {
		k_thread_create(&threads[i], stacks[i], K_THREAD_STACK_SIZEOF(stacks[i]), dine,
				(void *)(uintptr_t)i, NULL, NULL, 5, 0, K_NO_WAIT);
		k_thread_name_set(&threads[i], names[i]);
	}
	for (size_t i = 0; i < PHILOSOPHERS; i++) {
		k_thread_join(&threads[i], K_FOREVER);
	}
	printk("All are full\n");
	return 0;
}
