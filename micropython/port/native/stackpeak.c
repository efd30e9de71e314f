/* SPDX-License-Identifier: MIT */
/*
 * Stacks of the desk take memory only as they are used, so the kernel does not fill them; Linux knows which pages
 * have been touched. That is exact to a page. A stack that a thread before had keeps its pages for a
 * while, and then shows the larger peak of the two.
 */
#include "stackpeak.h"

#include <sys/mman.h>
#include <unistd.h>

#define PAGES_AT_ONCE 64

/* The number of pages before the first touched one, at most PAGES_AT_ONCE. */
static size_t count_untouched(uintptr_t start, size_t pages)
{
	unsigned char touched[PAGES_AT_ONCE];
	size_t n = 0;

	if (mincore((void *)start, pages * (size_t)getpagesize(), touched) != 0) {
		return 0;
	}
	while (n < pages && (touched[n] & 1) == 0) {
		n++;
	}
	return n;
}

size_t port_stack_peak(const struct k_thread *thread)
{
	size_t page = (size_t)getpagesize();
	uintptr_t end = thread->stack_info.start + thread->stack_info.size;
	uintptr_t at = ROUND_UP(thread->stack_info.start, page);

	while (at + page <= end) {
		size_t pages = MIN((end - at) / page, PAGES_AT_ONCE);
		size_t untouched = count_untouched(at, pages);

		at += untouched * page;
		if (untouched < pages) {
			break;
		}
	}
	return end - at;
}
