/* SPDX-License-Identifier: MIT */
/* The memory of the Python heap. */
#ifndef PORT_CORTEX_M_HEAP_H
#define PORT_CORTEX_M_HEAP_H

/** Takes the heap's first part from the free RAM, for good. Once, before any session. */
void heap_init(void);

/** Begins a session with an empty heap of that part alone. */
void heap_start(void);

#endif
