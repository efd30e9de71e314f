/* SPDX-License-Identifier: MIT */
#include <sys/wait.h>
#include <unistd.h>

#include <zephyr/arch/posix/native.h>
#include <zephyr/ztest.h>

#include "helpers.h"

static struct k_thread threads[HELPERS];
static K_THREAD_STACK_ARRAY_DEFINE(stacks, HELPERS, STACK_SIZE);
static bool started[HELPERS];

k_tid_t start_helper(unsigned int i, k_thread_entry_t entry, void *arg, int prio)
{
	k_thread_create(&threads[i], stacks[i], STACK_SIZE, entry, arg, NULL, NULL, prio, 0,
			K_FOREVER);
	k_thread_name_set(&threads[i], "helper");
	started[i] = true;
	k_thread_start(&threads[i]);
	return &threads[i];
}

void join_helpers(void)
{
	for (unsigned int i = 0; i < HELPERS; i++) {
		if (started[i]) {
			zassert_ok(k_thread_join(&threads[i], K_SECONDS(10)));
			started[i] = false;
		}
	}
}

static void read_all(int fd, char *out, size_t size)
{
	size_t len = 0;
	ssize_t n;

	while (len < size - 1 && (n = read(fd, out + len, size - 1 - len)) > 0) {
		len += (size_t)n;
	}
	out[len] = '\0';
}

int run_in_child(void (*body)(void), char *out, size_t size)
{
	int fds[2], status;
	pid_t pid;

	zassert_ok(pipe(fds));
	pid = fork();
	zassert_true(pid >= 0);
	if (pid == 0) {
		dup2(fds[1], STDOUT_FILENO);
		dup2(fds[1], STDERR_FILENO);
		close(fds[0]);
		body();
		native_exit(0);
	}
	close(fds[1]);
	read_all(fds[0], out, size);
	close(fds[0]);
	zassert_equal(waitpid(pid, &status, 0), pid);
	return status;
}
