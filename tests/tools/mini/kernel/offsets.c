/* SPDX-License-Identifier: MIT */
#include <stddef.h>

struct frame {
	int first;
	char second;
	long third;
};

#define OFFSET(name, value) __asm__ volatile(".ascii \"->" #name " %c0\"" : : "i"(value))

void offsets(void);

void offsets(void)
{
	OFFSET(FRAME_SECOND, offsetof(struct frame, second));
}
