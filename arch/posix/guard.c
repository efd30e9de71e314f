/* SPDX-License-Identifier: MIT */
/*
 * The page without access at the low end of each stack. Stacks of
 * k_thread_stack_alloc() have theirs for life. A stack in the program's own
 * data keeps the guard of its first thread, because that memory is never
 * anything else; a mark above the guard tells the next thread. Any other stack
 * loses its guard with its thread, and has none under AddressSanitizer, which
 * reads all of the heap at the end.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>

#include "arch/posix/posix.h"
#include "arch/posix/stack_alloc.h"

#define MAGIC 0x6775617264206973ULL

/** The static guards that lie lowest and highest. Everything between them is the program's data. */
static char *lowest, *highest;

/** Lies above the guard of a static stack. One that an overflow destroys is made again. */
static uint64_t *mark_of(char *guard)
{
	return (uint64_t *)(void *)(guard + CONFIG_NATIVE_PAGE_SIZE);
}

static bool is_marked(char *guard)
{
	return *mark_of(guard) == (MAGIC ^ (uintptr_t)guard);
}

static void mark(char *guard)
{
	*mark_of(guard) = MAGIC ^ (uintptr_t)guard;
	lowest = lowest == NULL ? guard : MIN(lowest, guard);
	highest = MAX(highest, guard);
}

static bool is_static(const char *guard)
{
	return guard >= __executable_start && guard < _end;
}

static bool is_aligned(const char *guard)
{
	return (uintptr_t)guard % CONFIG_NATIVE_PAGE_SIZE == 0;
}

/** Failure only means that an overflow is not noticed at once: too many mappings. */
static bool protect(char *guard, int access)
{
	return mprotect(guard, CONFIG_NATIVE_PAGE_SIZE, access) == 0;
}

/*
 * Guards of mapped stacks
 */

/** Linux 6.13: a guard inside a mapping. The sanitizers' leak check would run into those. */
#define MADVISE_GUARD_INSTALL 102

/** Mappings that the guards must leave to the rest of the program. */
#define SPARE_MAPPINGS 8192

/** A guard in the middle of a mapping makes two more of it. */
#define MAPPINGS_PER_GUARD 2

static int mappings_left(void)
{
	char text[16] = "65530";
	int fd = open("/proc/sys/vm/max_map_count", O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		(void)!read(fd, text, sizeof(text) - 1);
		close(fd);
	}
	return atoi(text) - SPARE_MAPPINGS;
}

static void protect_within_limit(char *guard)
{
	static int left = -1;
	static bool is_exhausted;

	if (left < 0) {
		left = MAX(mappings_left(), 0);
	}
	if (left >= MAPPINGS_PER_GUARD && protect(guard, PROT_NONE)) {
		left -= MAPPINGS_PER_GUARD;
	} else if (!is_exhausted) {
		is_exhausted = true;
		printk("no more guard pages: further stacks can overflow unnoticed "
		       "(vm.max_map_count)\n");
	}
}

/** Emulators accept advice that they do not know: ask the system to read through the guard. */
static bool install(char *guard)
{
	return madvise(guard, CONFIG_NATIVE_PAGE_SIZE, MADVISE_GUARD_INSTALL) == 0 &&
	       access(guard, F_OK) != 0 && errno == EFAULT;
}

void z_posix_guard_map(char *guard)
{
	static enum {
		UNKNOWN,
		MISSING,
		PRESENT
	} in_mapping = IS_ENABLED(Z_POSIX_SANITIZED) ? MISSING : UNKNOWN;

	if (in_mapping == UNKNOWN) {
		in_mapping = install(guard) ? PRESENT : MISSING;
	}
	if (in_mapping == MISSING ||
	    madvise(guard, CONFIG_NATIVE_PAGE_SIZE, MADVISE_GUARD_INSTALL) != 0) {
		protect_within_limit(guard);
	}
}

void z_posix_guard_set(struct k_thread *thread)
{
	char *guard = z_posix_stack_object(thread);

	if (z_posix_stack_attach(guard) || !is_aligned(guard)) {
		return;
	}
	if (is_static(guard)) {
		if (!is_marked(guard) && protect(guard, PROT_NONE)) {
			mark(guard);
		}
	} else if (!IS_ENABLED(Z_POSIX_SANITIZED) && protect(guard, PROT_NONE)) {
		thread->arch.guard = guard;
	}
}

void z_posix_guard_clear(struct k_thread *thread)
{
	if (!z_posix_stack_detach(z_posix_stack_object(thread)) && thread->arch.guard != NULL) {
		(void)protect(thread->arch.guard, PROT_READ | PROT_WRITE);
		thread->arch.guard = NULL;
	}
}

void z_posix_guards_drop(void)
{
	if (lowest != NULL) {
		size_t size = (size_t)(highest - lowest) + CONFIG_NATIVE_PAGE_SIZE;

		(void)mprotect(lowest, size, PROT_READ | PROT_WRITE);
	}
}
