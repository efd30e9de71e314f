# SPDX-License-Identifier: MIT
#
# For board.mk of a Cortex-M board. In: CPU. Out: the compiler, its flags, the linker's script.
ARCH := arm/cortex_m
CROSS_COMPILE ?= arm-none-eabi-
HOST_ISA :=

cpu_flags-cortex-m3 := -mcpu=cortex-m3
cpu_flags-cortex-m4f := -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard
cpu_flags-cortex-m7f := -mcpu=cortex-m7 -mfpu=fpv5-sp-d16 -mfloat-abi=hard
cpu_flags-cortex-m33f := -mcpu=cortex-m33 -mfpu=fpv5-sp-d16 -mfloat-abi=hard
ifeq ($(cpu_flags-$(CPU)),)
$(error arch/arm/cortex_m/cpu.mk: no flags for CPU '$(CPU)')
endif

# uint32_t is an int, as on the desk and in Zephyr, so that one printf format fits both.
int32_flags := -U__INT32_TYPE__ -D__INT32_TYPE__=int -U__UINT32_TYPE__ -D__UINT32_TYPE__=unsigned \
	-U__INT32_MAX__ -D__INT32_MAX__=0x7fffffff -U__UINT32_MAX__ -D__UINT32_MAX__=0xffffffffU

BOARD_CFLAGS := -mthumb $(cpu_flags-$(CPU)) $(int32_flags)
# The kernel itself copies nothing through FP registers: a thread that does not use them pays nothing for them.
BOARD_KERNEL_CFLAGS := -mgeneral-regs-only
BOARD_LDFLAGS := -nostartfiles --specs=nano.specs -Wl,--fatal-warnings -Wl,--no-warn-rwx-segments
BOARD_LIBS :=
LINKER_SCRIPT := $(BREEZE_TOP)/arch/arm/cortex_m/linker.ld
