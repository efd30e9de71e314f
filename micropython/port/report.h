/* SPDX-License-Identifier: MIT */
/* Where reports go that come in the middle of everything: standard error of the desk, the console of a board. */
#ifndef PORT_REPORT_H
#define PORT_REPORT_H

/** Writes @text at once, past what Python has buffered. Any context; waits for nothing but the line. */
void port_report(const char *text);

#endif
