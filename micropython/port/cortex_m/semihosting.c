/* SPDX-License-Identifier: MIT */
/* Arm's semihosting, by its specification: an operation and a block of parameters. */
#include "cortex_m/semihosting.h"

#include <stdint.h>
#include <string.h>

#include <zephyr/arch/arm/semihost.h>
#include <zephyr/kernel.h>

#define SYS_OPEN        0x01
#define SYS_CLOSE       0x02
#define SYS_READ        0x06
#define SYS_GET_CMDLINE 0x15

#define MODE_READ_BINARY 1

#ifdef CONFIG_SEMIHOST

static int call(int operation, const void *parameters)
{
	register int r0 __asm__("r0") = operation;
	register const void *r1 __asm__("r1") = parameters;

	__asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
	return r0;
}

_Noreturn void semihosting_exit(int status)
{
	semihost_exit(status);
}

#else

static int call(int operation, const void *parameters)
{
	(void)operation;
	(void)parameters;
	return -1;
}

_Noreturn void semihosting_exit(int status)
{
	(void)status;
	k_panic();
	CODE_UNREACHABLE;
}

#endif

bool semihosting_command_line(char *line, size_t size)
{
	uintptr_t block[] = {(uintptr_t)line, size};

	return call(SYS_GET_CMDLINE, block) == 0;
}

int semihosting_open(const char *name)
{
	uintptr_t block[] = {(uintptr_t)name, MODE_READ_BINARY, strlen(name)};

	return call(SYS_OPEN, block);
}

size_t semihosting_read(int handle, void *buf, size_t size)
{
	uintptr_t block[] = {(uintptr_t)handle, (uintptr_t)buf, size};
	int unread = call(SYS_READ, block);

	return unread < 0 ? 0 : size - (size_t)unread;
}

void semihosting_close(int handle)
{
	uintptr_t block[] = {(uintptr_t)handle};

	(void)call(SYS_CLOSE, block);
}
