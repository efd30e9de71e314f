/* SPDX-License-Identifier: MIT */
/* The rows of bench/host/kernel, of POSIX threads. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

#define ROUNDS    100000
#define CREATIONS 10000

static sem_t there;
static sem_t back;

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void *answer(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		sem_wait(&there);
		sem_post(&back);
	}
	return unused;
}

static void *do_nothing(void *unused)
{
	return unused;
}

static void ping_pong(void)
{
	pthread_t thread;

	sem_init(&there, 0, 0);
	sem_init(&back, 0, 0);
	pthread_create(&thread, NULL, answer, NULL);

	double began = now();

	for (int i = 0; i < ROUNDS; i++) {
		sem_post(&there);
		sem_wait(&back);
	}
	printf("ping-pong = %.1f\n", (now() - began) / ROUNDS);
	pthread_join(thread, NULL);
}

static void create_and_join(void)
{
	double began = now();

	for (int i = 0; i < CREATIONS; i++) {
		pthread_t thread;

		pthread_create(&thread, NULL, do_nothing, NULL);
		pthread_join(thread, NULL);
	}
	printf("create, run, join = %.1f\n", (now() - began) / CREATIONS);
}

int main(void)
{
	ping_pong();
	create_and_join();
	return 0;
}
