# SPDX-License-Identifier: MIT
#
# A kernel for make check and make coverage: library builds it, with the test suites' settings;
# cppflags prints what a file that includes <zephyr/...> is compiled with; dir its directory.

.DEFAULT_GOAL := library
include mk/common.mk
OUT := $(BUILD)/check
LOCAL_CONF :=
CONF := $(wildcard tests/ztest/ztest.conf)
include mk/use_kernel.mk

.PHONY: library cppflags dir
library: $(KERNEL_LIB)
cppflags: library
	@echo $(KERNEL_CPPFLAGS) $(BOARD_CFLAGS)
dir:
	@echo $(KERNEL_DIR)
