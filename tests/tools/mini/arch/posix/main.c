/* SPDX-License-Identifier: MIT */
int zephyr_app_main(void);
int main(void);

int main(void)
{
	return zephyr_app_main();
}
