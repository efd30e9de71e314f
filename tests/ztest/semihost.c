/* SPDX-License-Identifier: MIT */
/* The end of the run on a board in an emulator. */
#include <zephyr/arch/arm/semihost.h>
#include "tests/ztest/runner.h"

void ztest_exit(int status)
{
	semihost_exit(status);
}
