/* SPDX-License-Identifier: MIT */
/* A script on the machine that runs the emulator. */
#ifndef PORT_CORTEX_M_SCRIPT_H
#define PORT_CORTEX_M_SCRIPT_H

/** If the emulator was given a script, runs it and ends the emulator with the script's exit status. */
void script_run_if_given(void);

#endif
