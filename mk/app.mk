# SPDX-License-Identifier: MIT
#
# An application in C: a directory with src/*.c and prj.conf, as for Zephyr.
#   make -f mk/app.mk APP=dir [BOARD=name] [CONFIG_X=value ...] [goal]
# Goals: build (default); run: on the desk or in QEMU, with the terminal as its console; firmware:
# build/BOARD/app/DIR/firmware.{elf,bin,hex}; flash: put it on the board; command: print what runs it
# repeatably, for tests.

.DEFAULT_GOAL := build
include mk/common.mk

override APP := $(patsubst %/,%,$(APP))
SRCS := $(sort $(wildcard $(APP)/src/*.c $(APP)/src/*.S))
ifeq ($(and $(APP),$(SRCS)),)
$(error Say which application: APP= names a directory with src/*.c, not '$(APP)')
endif

OUT := $(BUILD)/app/$(patsubst /%,%,$(patsubst $(BREEZE_TOP)/%,%,$(abspath $(APP))))
CONF := $(wildcard $(APP)/prj.conf $(APP)/boards/$(BOARD).conf)
PROGRAM := firmware.elf
PROGRAM_CPPFLAGS := -I$(APP)/src
include mk/program.mk

.PHONY: build run command firmware flash
build: $(OUT)/$(PROGRAM)

run: build
	$(breeze_q)$(if $(BOARD_TERMINAL),$(call BOARD_TERMINAL,$(OUT)/$(PROGRAM)),$(call BOARD_RUN,$(OUT)/$(PROGRAM)))

command: build
	@echo '$(call BOARD_RUN,$(OUT)/$(PROGRAM))'

include mk/image.mk
