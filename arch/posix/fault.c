/* SPDX-License-Identifier: MIT */
/*
 * Faults of the processor arrive as signals, on a stack of their own because
 * the thread's may be what has run out. They become fatal errors of the kernel
 * with interrupts locked: nothing else runs on that stack until the kernel has
 * switched to another thread, for good, and it is free again.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zephyr/fatal.h>
#include <zephyr/kernel_structs.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>

#include "arch/posix/machine.h"
#include "arch/posix/posix.h"
#include "kernel/fatal.h"

static char fault_stack[Z_POSIX_STACK_ROOM + 65536] __aligned(16);

static bool in_guard(const struct k_thread *thread, uintptr_t address)
{
	return address - (uintptr_t)z_posix_stack_object(thread) < CONFIG_NATIVE_PAGE_SIZE;
}

static void report_overflow(const struct k_thread *thread)
{
	const char *name = k_thread_name_get((k_tid_t)thread);

	printk("stack overflow: thread %p (%s) has used up its stack of %zu bytes at %p\n",
	       (const void *)thread, name != NULL && name[0] != '\0' ? name : "unnamed",
	       thread->stack_info.size, (void *)thread->stack_info.start);
}

static void report_fault(const struct arch_esf *esf)
{
	printk("%s: address %p, pc %p, sp %p\n", sigabbrev_np(esf->signo), (void *)esf->address,
	       (void *)esf->pc, (void *)esf->sp);
}

/** Not a fault of this program's code: let the signal do what it does without a handler. */
static void die_of(int signo)
{
	signal(signo, SIG_DFL);
	raise(signo);
}

static void on_fault(int signo, siginfo_t *info, void *context)
{
	struct arch_esf esf = {
		.signo = signo,
		.code = info->si_code,
		.address = (uintptr_t)info->si_addr,
		.pc = machine_pc(context),
		.sp = machine_sp(context),
		.context = context,
	};
	unsigned int reason = K_ERR_CPU_EXCEPTION;

	if (info->si_code <= 0 || _current == NULL) {
		die_of(signo);
		return;
	}
	(void)arch_irq_lock();
	if (signo != SIGILL && signo != SIGFPE && in_guard(_current, esf.address)) {
		reason = K_ERR_STACK_CHK_FAIL;
		report_overflow(_current);
	} else {
		report_fault(&esf);
	}
	z_fatal_error(reason, &esf);
	/* It returns only from an interrupt handler, which can not be left half done. */
	arch_system_halt(reason);
}

void z_posix_fault_init(void)
{
	static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE};
	stack_t stack = {.ss_sp = fault_stack, .ss_size = sizeof(fault_stack)};
	struct sigaction action = {
		.sa_sigaction = on_fault,
		.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER,
	};

	sigemptyset(&action.sa_mask);
	if (sigaltstack(&stack, NULL) != 0) {
		z_posix_die(NATIVE_STATUS_USAGE, "can not set up a stack for faults");
	}
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		(void)sigaction(signals[i], &action, NULL);
	}
}
