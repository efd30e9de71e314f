/* SPDX-License-Identifier: MIT */
/* Where the program starts without threads. */
#include "native/options.h"

int main(int argc, char **argv)
{
	return breeze_main(argc, argv);
}
