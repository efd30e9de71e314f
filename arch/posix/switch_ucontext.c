/* SPDX-License-Identifier: MIT */
/*
 * Contexts through the C library, for processors without a switch in assembly.
 * A saved context is a ucontext_t at the low end of what the thread has on its
 * stack, so that its address serves as the saved stack pointer: registers and
 * live frames all lie above it.
 */
#include <signal.h>
#include <ucontext.h>

#include <zephyr/sys/util.h>

#include "arch/posix/posix.h"

/** What lies at the top of a new stack. */
struct beginning {
	ucontext_t context;
	k_thread_entry_t entry;
	void *p1, *p2, *p3;
};

/** The context that is being switched to for the first time finds itself here. */
static struct beginning *starting;

static void start(void)
{
	struct beginning *b = starting;

	z_posix_thread_main(b->entry, b->p1, b->p2, b->p3);
}

void z_posix_context_swap(void **save, void *sp)
{
	ucontext_t here;

	*save = &here;
	starting = sp;
	swapcontext(&here, sp);
}

void *z_posix_context_make(char *top, k_thread_entry_t entry, void *p1, void *p2, void *p3)
{
	struct beginning *b = (void *)ROUND_DOWN((uintptr_t)top - sizeof(*b), 64);

	getcontext(&b->context);
	b->context.uc_link = NULL;
	/* The size only serves to find the top, from which the C library counts down. */
	b->context.uc_stack.ss_sp = (char *)b - 1024;
	b->context.uc_stack.ss_size = 1024;
	sigemptyset(&b->context.uc_sigmask);
	b->entry = entry;
	b->p1 = p1;
	b->p2 = p2;
	b->p3 = p3;
	makecontext(&b->context, start, 0);
	return b;
}
