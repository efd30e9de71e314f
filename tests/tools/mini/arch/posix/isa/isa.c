/* SPDX-License-Identifier: MIT */
int isa(void);

int isa(void)
{
	return 1;
}
