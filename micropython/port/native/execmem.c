/* SPDX-License-Identifier: MIT */
/* Executable memory for the native emitters. The functions in it own it and never free it. */
#include <sys/mman.h>
#include <unistd.h>

#include "py/mpconfig.h"

void port_exec_alloc(size_t min_size, void **ptr, size_t *size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t rounded = (min_size + page - 1) / page * page;
	void *memory = mmap(NULL, rounded, PROT_READ | PROT_WRITE | PROT_EXEC,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	*ptr = memory == MAP_FAILED ? NULL : memory;
	*size = rounded;
}

void port_exec_free(void *ptr, size_t size)
{
	munmap(ptr, size);
}
