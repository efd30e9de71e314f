# SPDX-License-Identifier: MIT
#
# From a program for a board to what a flash tool takes. In: OUT, PROGRAM (an ELF file in OUT), and
# from board.mk BOARD_FLASH. Goals: firmware, flash.

IMAGE := $(OUT)/$(basename $(PROGRAM))
OBJCOPY := $(CROSS_COMPILE)objcopy

$(IMAGE).bin: $(OUT)/$(PROGRAM)
	$(call breeze_say,BIN,$@)
	$(breeze_q)$(OBJCOPY) -O binary $< $@

$(IMAGE).hex: $(OUT)/$(PROGRAM)
	$(call breeze_say,HEX,$@)
	$(breeze_q)$(OBJCOPY) -O ihex $< $@

firmware: $(if $(LINKER_SCRIPT),$(IMAGE).bin $(IMAGE).hex)
	$(breeze_q)$(CROSS_COMPILE)size $(OUT)/$(PROGRAM)

flash: $(IMAGE).hex
	$(breeze_q)$(or $(call BOARD_FLASH,$(IMAGE).hex),echo "There is no flash tool for $(BOARD)" >&2; false)
