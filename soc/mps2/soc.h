/* SPDX-License-Identifier: MIT */
/*
 * Addresses and interrupt lines of the MPS2 images; the M33's are the secure ones.
 */
#ifndef BREEZE_SOC_MPS2_SOC_H_
#define BREEZE_SOC_MPS2_SOC_H_

#ifdef CONFIG_CPU_CORTEX_M33
#define MPS2_UART0_BASE   0x40200000
#define MPS2_UART0_RX_IRQ 32
#define MPS2_UART0_TX_IRQ 33
#else
#define MPS2_UART0_BASE   0x40004000
#define MPS2_UART0_RX_IRQ 0
#define MPS2_UART0_TX_IRQ 1
#endif

#endif /* BREEZE_SOC_MPS2_SOC_H_ */
