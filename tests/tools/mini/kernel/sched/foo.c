/* SPDX-License-Identifier: MIT */
int foo(void);

int foo(void)
{
	return 7;
}
