/* SPDX-License-Identifier: MIT */
/*
 * Defaults for builds with sanitizers. Leaks are not looked for: the heap is one mapping, and
 * what the C library keeps until exit is not ours. Stack frames must stay where the collector
 * scans, so there are no fake stacks.
 */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

const char *__asan_default_options(void)
{
	return "detect_leaks=0:detect_stack_use_after_return=0:abort_on_error=1";
}

const char *__ubsan_default_options(void)
{
	return "print_stacktrace=1:halt_on_error=1";
}
