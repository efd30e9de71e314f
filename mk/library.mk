# SPDX-License-Identifier: MIT
#
# Builds the kernel library alone, with a board's own settings.
#   make -f mk/library.mk BOARD=name [CONFIG_X=value ...]

.DEFAULT_GOAL := library
include mk/common.mk
OUT := $(BUILD)/library
include mk/use_kernel.mk

.PHONY: library
library: $(KERNEL_LIB)
