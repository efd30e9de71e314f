/* SPDX-License-Identifier: MIT */
/*
 * The registers of the System Control Space that the kernel uses, under the
 * names of the architecture's manual. Usable from assembly.
 */
#ifndef BREEZE_ARCH_ARM_CORTEX_M_SCS_H_
#define BREEZE_ARCH_ARM_CORTEX_M_SCS_H_

#define SYST_CSR_ADDR  0xE000E010
#define SYST_RVR_ADDR  0xE000E014
#define SYST_CVR_ADDR  0xE000E018
#define NVIC_ISER_ADDR 0xE000E100
#define NVIC_ICER_ADDR 0xE000E180
#define NVIC_IPR_ADDR  0xE000E400
#define ICSR_ADDR      0xE000ED04
#define VTOR_ADDR      0xE000ED08
#define AIRCR_ADDR     0xE000ED0C
#define CCR_ADDR       0xE000ED14
#define SHPR_ADDR      0xE000ED18
#define CFSR_ADDR      0xE000ED28
#define HFSR_ADDR      0xE000ED2C
#define MMFAR_ADDR     0xE000ED34
#define BFAR_ADDR      0xE000ED38
#define CPACR_ADDR     0xE000ED88
#define MPU_TYPE_ADDR  0xE000ED90
#define MPU_CTRL_ADDR  0xE000ED94
#define MPU_RBAR_ADDR  0xE000ED9C
#define MPU_RASR_ADDR  0xE000EDA0
#define FPCCR_ADDR     0xE000EF34

/* ICSR */
#define ICSR_PENDSVSET (1 << 28)
#define ICSR_PENDSTSET (1 << 26)

/* EXC_RETURN; the third is clear when the frame holds floating-point registers. */
#define EXC_RETURN_SPSEL  (1 << 2)
#define EXC_RETURN_THREAD (1 << 3)
#define EXC_RETURN_NO_FP  (1 << 4)
/** To thread mode, on the process stack, no floating-point registers, same security state. */
#define EXC_RETURN_TO_NEW_THREAD 0xFFFFFFFD

/* MPU: the highest of at least eight regions wins over the others. */
#define MPU_GUARD_REGION    7
#define MPU_RBAR_VALID      (1 << 4)
#define MPU_CTRL_ENABLE     (1 << 0)
#define MPU_CTRL_PRIVDEFENA (1 << 2)
#define MPU_RASR_ENABLE     (1 << 0)
#define MPU_RASR_XN         (1 << 28)
#define MPU_RASR_READ_ONLY  (5 << 24)
/** Size of a region, a power of two. */
#define MPU_RASR_SIZE(bits) (((bits)-1) << 1)

/** In the word below a stack (CONFIG_STACK_SENTINEL). */
#define STACK_SENTINEL_VALUE 0x5AFE57AC

#ifndef _ASMLANGUAGE

#include <stdint.h>

#define REG32(address) (*(volatile uint32_t *)(address))
#define REG8(address)  (*(volatile uint8_t *)(address))

#endif

#endif /* BREEZE_ARCH_ARM_CORTEX_M_SCS_H_ */
