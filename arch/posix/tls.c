/* SPDX-License-Identifier: MIT */
/*
 * Thread-local variables. The one OS thread has one block for those of the program, and the compiler's
 * code finds them there; so a switch copies them. Those of libraries, errno among them, are in other
 * blocks and are not touched. What a thread's variables are while it does not run lies at the top of its stack.
 */
#define _GNU_SOURCE
#include <link.h>
#include <string.h>

#include <zephyr/sys/__assert.h>
#include <zephyr/sys/util.h>

#include "arch/posix/posix.h"
#include "arch/posix/tls.h"

/** The program's block, and what its beginning is at first; the rest is zero. */
static struct {
	bool is_known;
	char *block;
	size_t size;
	const void *image;
	size_t image_size;
} tls;

/** Called for the program first, then for its libraries. */
static int look_at_program(struct dl_phdr_info *info, size_t size, void *unused)
{
	ARG_UNUSED(size);
	ARG_UNUSED(unused);
	for (unsigned int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *header = &info->dlpi_phdr[i];

		if (header->p_type == PT_TLS) {
			tls.block = info->dlpi_tls_data;
			tls.size = header->p_memsz;
			tls.image = (const void *)(info->dlpi_addr + header->p_vaddr);
			tls.image_size = header->p_filesz;
		}
	}
	return 1;
}

char *z_posix_tls_setup(struct k_thread *thread, char *top)
{
	char *kept;

	if (!tls.is_known) {
		tls.is_known = true;
		(void)dl_iterate_phdr(look_at_program, NULL);
	}
	__ASSERT(tls.size < thread->stack_info.size,
		 "thread %p: its stack of %zu bytes has no room for %zu bytes of thread-local "
		 "variables",
		 (void *)thread, thread->stack_info.size, tls.size);
	kept = (char *)ROUND_DOWN((uintptr_t)top - tls.size, ARCH_STACK_PTR_ALIGN);
	memset(kept, 0, tls.size);
	if (tls.image_size > 0U) {
		memcpy(kept, tls.image, tls.image_size);
	}
	thread->tls = (uintptr_t)kept;
	return kept;
}

void z_posix_tls_switch(const struct k_thread *from, const struct k_thread *to)
{
	if (tls.size == 0U) {
		return;
	}
	if (from != NULL) {
		memcpy((void *)from->tls, tls.block, tls.size);
	}
	memcpy(tls.block, (const void *)to->tls, tls.size);
}
