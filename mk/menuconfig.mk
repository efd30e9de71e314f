# SPDX-License-Identifier: MIT
#
# `make menuconfig`: edits the settings of programs for BOARD, saved in local/<board>.conf.

.DEFAULT_GOAL := menuconfig
include mk/common.mk

.PHONY: menuconfig
menuconfig:
	@mkdir -p local
	@BOARD=$(BOARD) HOST_ISA=$(HOST_ISA) $(PYTHON3) tools/kconfig.py menuconfig --save local/$(BOARD).conf \
		boards/$(BOARD)/board.conf $(wildcard micropython/port/threads/kernel.conf \
		micropython/port/$(BOARD)/kernel.conf)
