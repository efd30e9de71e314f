# SPDX-License-Identifier: MIT
#
# `make menuconfig`: edits the settings of programs for BOARD, saved in local/<board>.conf.

.DEFAULT_GOAL := menuconfig
include mk/common.mk

.PHONY: menuconfig
menuconfig:
	@mkdir -p local
	@BOARD=$(BOARD) BOARD_HOME=$(BOARD_HOME) HOST_ISA=$(HOST_ISA) $(PYTHON3) tools/kconfig.py menuconfig \
		--save local/$(BOARD).conf $(BOARD_HOME)/board.conf $(wildcard micropython/port/threads/kernel.conf \
		$(BOARD_HOME:%/boards/$(BOARD)=%/micropython/port/$(BOARD))/kernel.conf)
