# SPDX-License-Identifier: MIT
#
# For make check: cppflags makes the generated headers, with the settings of the test suites, and
# prints what a file that includes <zephyr/...> is compiled with.

.DEFAULT_GOAL := cppflags
include mk/common.mk
OUT := $(BUILD)/check
LOCAL_CONF :=
CONF := $(wildcard tests/ztest/ztest.conf)
include mk/use_kernel.mk

.PHONY: cppflags
cppflags:
	@mkdir -p $(KERNEL_DIR)
	+@$(call breeze_kernel_make,headers) >&2
	@echo $(KERNEL_CPPFLAGS) $(BOARD_CFLAGS)
