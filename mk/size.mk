# SPDX-License-Identifier: MIT
#
# For tools/size.py: builds the program of bench/size with one feature of the kernel, or with none.
#   make -f mk/size.mk [FEATURE=msgq] [BOARD=name]

.DEFAULT_GOAL := build
include mk/common.mk

FEATURE ?= base
OUT := $(BUILD)/size/$(FEATURE)
LOCAL_CONF :=
CONF := bench/size/base.conf $(filter-out bench/size/base.conf,$(wildcard bench/size/$(FEATURE).conf))
SRCS := bench/size/base.c bench/size/$(if $(filter base,$(FEATURE)),nothing,$(FEATURE)).c
PROGRAM := program.elf
include mk/program.mk

# What tools/size.py reads, and the directory of the kernel's object files.
.PHONY: build
build: $(OUT)/$(PROGRAM)
	@echo $(OUT)/$(PROGRAM) $(KERNEL_DIR)
