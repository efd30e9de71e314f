/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include <offsets.h>

int depth(int limited);
int isa(void);
int foo(void) __attribute__((weak));
int main(void);

int main(void)
{
	printf("depth %d isa %d foo %d second %d\n", depth(1), isa(), foo ? foo() : 0,
	       FRAME_SECOND);
	puts("PASS - test_mini\nPROJECT EXECUTION SUCCESSFUL");
	return 0;
}
