/* SPDX-License-Identifier: MIT */
/* The files of the machine that runs the emulator, as a read-only file system. */
#ifndef PORT_CORTEX_M_HOSTFILES_H
#define PORT_CORTEX_M_HOSTFILES_H

/**
 * Mounts them at /host: /host/x is x in the directory where the emulator was started, /host//x is /x. Modules are looked for
 * first beside @script, a name on that machine. After mp_init(); may raise.
 */
void hostfiles_mount(const char *script);

#endif
