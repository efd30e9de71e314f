/* SPDX-License-Identifier: MIT */
/*
 * Fatal errors that the system does not survive. On the desk the system is a
 * process, so each case makes a copy of it and watches its end.
 */
#include <sys/wait.h>
#include <unistd.h>

#include <zephyr/arch/posix/native.h>
#include <zephyr/init.h>

#include "tests/kernel/support/trace.h"

/** What the copy printed, and how it ended. */
static char output[2048];
static int status;

static void read_all(int fd)
{
	size_t length = 0;
	ssize_t got;

	while ((got = read(fd, output + length, sizeof(output) - 1 - length)) > 0) {
		length += (size_t)got;
	}
	output[length] = '\0';
}

/** Run @a fn in a copy of this process, until that ends. @return whether there was one. */
static bool ran_in_a_copy(void (*fn)(void))
{
	int pipe_ends[2];
	pid_t child;

	if (pipe(pipe_ends) != 0) {
		return false;
	}
	child = fork();
	if (child == 0) {
		dup2(pipe_ends[1], STDOUT_FILENO);
		dup2(pipe_ends[1], STDERR_FILENO);
		ztest_set_fault_valid(true);
		fn();
		_exit(0);
	}
	close(pipe_ends[1]);
	read_all(pipe_ends[0]);
	close(pipe_ends[0]);
	return waitpid(child, &status, 0) == child;
}

static void run_in_a_copy(void (*fn)(void))
{
	zassert_true(ran_in_a_copy(fn), "no copy was made");
}

#define expect_status(code)                                                                        \
	zassert_true(WIFEXITED(status) && WEXITSTATUS(status) == (code), "status %#x: %s",         \
		     (unsigned int)status, output)

#define expect_output(text) zassert_not_null(strstr(output, text), "no \"%s\" in: %s", text, output)

static void oops_in_essential_thread(void)
{
	k_thread_name_set(NULL, "indispensable");
	k_current_get()->base.user_options |= K_ESSENTIAL;
	k_oops();
}

ZTEST(fatal_halt, test_error_in_an_essential_thread_halts)
{
	run_in_a_copy(oops_in_essential_thread);
	expect_status(NATIVE_STATUS_FATAL);
	expect_output("kernel oops");
	expect_output("indispensable");
}

/* Before the kernel runs there is no other thread that could go on. */

static bool copied_early;
static int early_status;
static char early_output[sizeof(output)];

static void oops_early(void)
{
	k_oops();
}

static int copy_before_the_kernel_runs(void)
{
	copied_early = ran_in_a_copy(oops_early);
	early_status = status;
	memcpy(early_output, output, sizeof(output));
	return 0;
}

SYS_INIT(copy_before_the_kernel_runs, PRE_KERNEL_2, 0);

ZTEST(fatal_halt, test_error_before_the_kernel_runs_halts)
{
	zassert_true(copied_early, "no copy was made");
	status = early_status;
	memcpy(output, early_output, sizeof(output));
	expect_status(NATIVE_STATUS_FATAL);
	expect_output("kernel oops");
}

static void unknown_error(void)
{
	k_thread_name_set(NULL, "");
	k_current_get()->base.user_options |= K_ESSENTIAL;
	z_except_reason(K_ERR_ARCH_START + 3);
}

ZTEST(fatal_halt, test_reason_of_the_architecture_is_reported_by_number)
{
	run_in_a_copy(unknown_error);
	expect_status(NATIVE_STATUS_FATAL);
	expect_output("fatal error 19");
	expect_output("unnamed");
}

static void isr_halt(const void *arg)
{
	ARG_UNUSED(arg);
	k_fatal_halt(K_ERR_KERNEL_PANIC);
}

static void halt_in_isr(void)
{
	irq_offload(isr_halt, NULL);
}

ZTEST(fatal_halt, test_halt_works_in_an_isr)
{
	run_in_a_copy(halt_in_isr);
	expect_status(NATIVE_STATUS_FATAL);
}

static void isr_oops(const void *arg)
{
	ARG_UNUSED(arg);
	k_oops();
	k_fatal_halt(K_ERR_KERNEL_PANIC);
}

static void oops_in_isr(void)
{
	irq_offload(isr_oops, NULL);
}

ZTEST(fatal_halt, test_report_says_that_an_isr_failed)
{
	run_in_a_copy(oops_in_isr);
	expect_status(NATIVE_STATUS_FATAL);
	expect_output("interrupt handler over thread");
}

static void wait_for_ever(void)
{
	static K_SEM_DEFINE(never, 0, 1);

	k_thread_suspend(k_current_get());
	k_sem_take(&never, K_FOREVER);
}

ZTEST(fatal_halt, test_threads_that_all_wait_for_ever_are_reported)
{
	run_in_a_copy(wait_for_ever);
	expect_status(NATIVE_STATUS_DEADLOCK);
	expect_output("suspended");
}

ZTEST_SUITE(fatal_halt, NULL, NULL, before_case, after_case, NULL);
