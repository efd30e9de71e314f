/* SPDX-License-Identifier: MIT */
/* Hardware abstraction that py/ and extmod/ expect; all of it belongs to the board. */
#ifndef PORT_MPHALPORT_H
#define PORT_MPHALPORT_H

#include "shared/runtime/interrupt_char.h"

#include "mphalboard.h"

#endif
