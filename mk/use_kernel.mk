# SPDX-License-Identifier: MIT
#
# Include this to build a program on the kernel. In: BOARD, OUT (the program's directory, absolute), CONF
# (Kconfig fragments). Out: KERNEL_CPPFLAGS, KERNEL_CFLAGS, KERNEL_LDFLAGS, KERNEL_LIB (a file to
# depend on; the generated headers exist when it does), KERNEL_LIBS (what to put on the link line)
# and $(OUT)/flags (a stamp for objects to depend on).

include $(dir $(lastword $(MAKEFILE_LIST)))common.mk

ifeq ($(OUT),)
$(error mk/use_kernel.mk: set OUT to the directory of the program)
endif
include $(BREEZE_TOP)/mk/config.mk
include $(BREEZE_TOP)/mk/flags.mk

KERNEL_LIB := $(KERNEL_DIR)/libkernel.a
KERNEL_LIBS := -Wl,--whole-archive $(KERNEL_LIB) -Wl,--no-whole-archive \
	$(KERNEL_DIR)/libondemand.a $(BOARD_LIBS)

$(call breeze_stamp,$(OUT)/flags,$(breeze_flags_text))
$(OUT)/flags:

# $(call breeze_kernel_make,goal): the kernel's own makefile. Programs built at the same time take turns.
breeze_kernel_make = flock $(KERNEL_DIR)/lock $(MAKE) --no-print-directory -C $(BREEZE_TOP) -f mk/kernel.mk $(1) \
	BOARD=$(BOARD) BOARD_ROOT='$(BOARD_ROOT)' BUILD=$(BUILD) OUT=$(OUT) CC='$(CC)' SANITIZE='$(SANITIZE)' COVERAGE='$(COVERAGE)' \
	EXTRA_CFLAGS='$(EXTRA_CFLAGS)' V='$(V)'

# Always asked, because only that makefile knows whether it is up to date; the file's time stays
# when it is.
$(KERNEL_LIB): FORCE
	@mkdir -p $(KERNEL_DIR)
	+@$(call breeze_kernel_make,kernel)
