/* SPDX-License-Identifier: MIT */
/*
 * Built with COVERAGE=1 only. The counters of branches are written by what exit() runs; these
 * write them also where a process ends in another way. The linker puts them before the real ones.
 */
#include <signal.h>
#include <unistd.h>

#include <zephyr/toolchain.h>

void __gcov_dump(void);
FUNC_NORETURN void __real__exit(int status);
FUNC_NORETURN void __wrap__exit(int status);
int __real_raise(int signo);
int __wrap_raise(int signo);

void __wrap__exit(int status)
{
	__gcov_dump();
	__real__exit(status);
}

int __wrap_raise(int signo)
{
	__gcov_dump();
	return __real_raise(signo);
}
