/* SPDX-License-Identifier: MIT */
/*
 * What switching, waking and creating threads take on the desk, in nanoseconds, and how that and the
 * memory grow with the number of threads. bench/host.py runs it beside bench/host/peer/threads.c,
 * which prints the same rows of POSIX threads.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <zephyr/kernel.h>

#define ROUNDS     100000
#define CREATIONS  10000
#define SWITCHES   1000000
#define STACK_SIZE 2048

static K_SEM_DEFINE(there, 0, 1);
static K_SEM_DEFINE(back, 0, 1);
static K_THREAD_STACK_DEFINE(stack, 16384);
static struct k_thread thread;
static bool is_over;

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void answer(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (int i = 0; i < ROUNDS; i++) {
		k_sem_take(&there, K_FOREVER);
		k_sem_give(&back);
	}
}

static void do_nothing(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
}

static void yield_until_over(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	while (!is_over) {
		k_yield();
	}
}

static void start(k_thread_entry_t entry)
{
	k_thread_create(&thread, stack, K_THREAD_STACK_SIZEOF(stack), entry, NULL, NULL, NULL, 0, 0,
			K_NO_WAIT);
}

static void ping_pong(void)
{
	start(answer);

	double began = now();

	for (int i = 0; i < ROUNDS; i++) {
		k_sem_give(&there);
		k_sem_take(&back, K_FOREVER);
	}
	printf("ping-pong = %.1f\n", (now() - began) / ROUNDS);
	k_thread_join(&thread, K_FOREVER);
}

static void create_and_join(void)
{
	double began = now();

	for (int i = 0; i < CREATIONS; i++) {
		start(do_nothing);
		k_thread_join(&thread, K_FOREVER);
	}
	printf("create, run, join = %.1f\n", (now() - began) / CREATIONS);
}

static long resident(void)
{
	long total = 0;
	long pages = 0;
	FILE *file = fopen("/proc/self/statm", "r");

	if (file == NULL || fscanf(file, "%ld %ld", &total, &pages) != 2) {
		fprintf(stderr, "no /proc/self/statm\n");
		exit(1);
	}
	fclose(file);
	return pages * sysconf(_SC_PAGESIZE);
}

/** Threads on stacks from memory. They run once, so that what they need of memory is there. */
static void start_many(struct k_thread *threads, k_thread_stack_t **stacks, int count)
{
	is_over = false;
	for (int i = 0; i < count; i++) {
		stacks[i] = k_thread_stack_alloc(STACK_SIZE, 0);
		if (stacks[i] == NULL) {
			fprintf(stderr, "no memory for a stack after %d\n", i);
			exit(1);
		}
		k_thread_create(&threads[i], stacks[i], STACK_SIZE, yield_until_over, NULL, NULL,
				NULL, 0, 0, K_NO_WAIT);
	}
	k_yield();
}

static void end_many(struct k_thread *threads, k_thread_stack_t **stacks, int count)
{
	is_over = true;
	for (int i = 0; i < count; i++) {
		k_thread_join(&threads[i], K_FOREVER);
		k_thread_stack_free(stacks[i]);
	}
}

static void measure_many(int count)
{
	int rounds = MAX(SWITCHES / (count + 1), 3);
	long before = resident();
	struct k_thread *threads = calloc((size_t)count, sizeof(*threads));
	k_thread_stack_t **stacks = calloc((size_t)count, sizeof(*stacks));

	start_many(threads, stacks, count);

	long bytes = (resident() - before) / count;
	double began = now();

	for (int i = 0; i < rounds; i++) {
		k_yield();
	}
	printf("threads %d = %.1f ns a switch, %ld bytes a thread\n", count,
	       (now() - began) / rounds / (count + 1), bytes);
	end_many(threads, stacks, count);
	free(stacks);
	free(threads);
}

int main(void)
{
	ping_pong();
	create_and_join();
	for (int count = 10; count <= 100000; count *= 10) {
		measure_many(count);
	}
	exit(0);
}
