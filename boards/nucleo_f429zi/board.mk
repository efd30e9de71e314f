# SPDX-License-Identifier: MIT
#
# NUCLEO-F429ZI: STM32F429, its console on the ST-LINK's serial port. No emulator knows it.
CPU := cortex-m4f
SOC := stm32f4
include $(BREEZE_TOP)/arch/arm/cortex_m/cpu.mk
BOARD_RUN = echo "No emulator knows nucleo_f429zi: flash $(1) instead" >&2; false

# By the ST-LINK on the board; the tool's package.
BOARD_FLASH = $(BREEZE_TOP)/tools/flash_board openocd -f board/st_nucleo_f4.cfg -c "program $(1) verify reset exit"
FLASH_PACKAGES := flash
