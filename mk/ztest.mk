# SPDX-License-Identifier: MIT
#
# Builds and runs a directory laid out like one of Zephyr's suites: src/*.c and prj.conf.
#   make ztest SUITE=dir [BOARD=name] [SCENARIO=name] [CONFIG_X=value ...] [RUN_ARGS=...]
# SCENARIO adds the settings in dir/<name>.conf. Goals: build, run (default).

.DEFAULT_GOAL := run
include mk/common.mk

override SUITE := $(patsubst %/,%,$(SUITE))
ifeq ($(SUITE),)
$(error Say which suite: make ztest SUITE=tests/kernel/mutex)
endif
ifeq ($(wildcard $(SUITE)/.),)
$(error No directory '$(SUITE)'. SUITE= names a directory with src/*.c and prj.conf)
endif
SRCS := $(sort $(wildcard $(SUITE)/src/*.c $(SUITE)/src/*.S))
ifeq ($(SRCS),)
$(error '$(SUITE)' has no src/*.c, so it is not a test suite)
endif
ifneq ($(SCENARIO),)
ifeq ($(wildcard $(SUITE)/$(SCENARIO).conf),)
$(error No scenario '$(SCENARIO)': $(SUITE)/$(SCENARIO).conf does not exist)
endif
endif

OUT := $(BUILD)/ztest/$(patsubst /%,%,$(patsubst $(BREEZE_TOP)/%,%,$(abspath $(SUITE))))$(if $(SCENARIO),.$(SCENARIO))
# A suite brings its own settings: what menuconfig saved for programs is not for it.
LOCAL_CONF :=
CONF := $(wildcard tests/ztest/ztest.conf $(SUITE)/prj.conf \
	$(SUITE)/boards/$(BOARD).conf) $(if $(SCENARIO),$(SUITE)/$(SCENARIO).conf)
PROGRAM := suite.elf
PROGRAM_CPPFLAGS := -I$(SUITE)/src -I$(SUITE)/include
include mk/program.mk

.PHONY: build run
build: $(OUT)/$(PROGRAM)

TIMEOUT ?= 120
run: build
	$(breeze_q)timeout -k 5 $(TIMEOUT) $(call BOARD_RUN,$(OUT)/$(PROGRAM)) $(RUN_ARGS) || { status=$$?; \
		if [ $$status = 124 ]; then echo "$(SUITE): still running after $(TIMEOUT) s (TIMEOUT=)" >&2; fi; exit $$status; }
