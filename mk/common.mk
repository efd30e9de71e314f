# SPDX-License-Identifier: MIT
#
# What every build shares: the top of the tree, the board, the compiler, the build directory and
# how commands are shown. Each combination of board, compiler and instrumentation has a build
# directory of its own, so that builds never mix. All paths to build output are absolute.

ifndef BREEZE_TOP
BREEZE_TOP := $(abspath $(dir $(lastword $(MAKEFILE_LIST)))/..)
endif
ifneq ($(words $(BREEZE_TOP)),1)
$(error The path of this directory contains a space, which make cannot handle: '$(BREEZE_TOP)'. Move it)
endif

BOARD ?= native
# BOARD_ROOT is a directory with boards of a user's own, laid out like this tree; they come before ours.
override BOARD_ROOT := $(abspath $(BOARD_ROOT))
BOARD_FILES := $(foreach root,$(BOARD_ROOT) $(BREEZE_TOP),$(wildcard $(root)/boards/*/board.mk))
BOARDS := $(sort $(notdir $(BOARD_FILES:/board.mk=)))
BOARD_HOME := $(patsubst %/,%,$(firstword $(foreach root,$(BOARD_ROOT) $(BREEZE_TOP),$(wildcard $(root)/boards/$(BOARD)/))))
ifeq ($(and $(BOARD),$(BOARD_HOME)),)
$(error No board '$(BOARD)'. BOARD= may be: $(BOARDS)$(if $(BOARD_ROOT),. Looked for '$(BOARD_ROOT)/boards/$(BOARD)' too))
endif
breeze_missing := $(filter-out $(notdir $(wildcard $(BOARD_HOME)/*)),board.mk board.conf Kconfig)
ifneq ($(breeze_missing),)
$(error '$(BOARD_HOME)' is no directory of a board: it lacks $(breeze_missing). docs/porting.md says what belongs into it)
endif
include $(BOARD_HOME)/board.mk

ifeq ($(origin CC),default)
CC := $(CROSS_COMPILE)gcc
endif
BREEZE_AR ?= $(CROSS_COMPILE)ar

PYTHON3 ?= /usr/bin/python3

comma := ,
VARIANT := $(BOARD)
VARIANT := $(VARIANT)$(if $(findstring clang,$(notdir $(firstword $(CC)))),-clang)
VARIANT := $(VARIANT)$(addprefix -,$(filter-out $(BUILD_ISA),$(HOST_ISA)))
VARIANT := $(VARIANT)$(if $(SANITIZE),-$(subst $(comma),-,$(SANITIZE)))
VARIANT := $(VARIANT)$(if $(filter 1,$(COVERAGE)),-coverage)
VARIANT := $(VARIANT)$(if $(filter 0,$(THREADS)),-nothreads)
VARIANT := $(VARIANT)$(if $(BOARD_DIR),-$(notdir $(abspath $(BOARD_DIR))))

O ?= build
BUILD_ROOT := $(if $(filter /%,$(O)),$(O),$(BREEZE_TOP)/$(O))
ifndef BUILD
BUILD := $(BUILD_ROOT)/$(VARIANT)
endif
override BUILD := $(abspath $(BUILD))

# V=1 shows each command; otherwise one short line says what is made.
ifeq ($(V),1)
breeze_say = @:
breeze_q :=
else
breeze_say = @printf '%s %s\n' $(1) $(patsubst $(BREEZE_TOP)/%,%,$(2))
breeze_q := @
endif

# $(call breeze_stamp,file,text) writes a text that rules depend on, only when its words differ. It
# is used while makefiles are read. The words, because $(file <) of make 4.3 now and then forgets to
# drop the last newline, namely when its buffer moves down in memory while it reads.
breeze_stamp = $(if $(call breeze_differs,$(1),$(2)),$(shell mkdir -p $(dir $(1)))$(file >$(1),$(2)))
breeze_differs = $(subst x$(strip $(file <$(1)))x,,x$(strip $(2))x)$(if $(wildcard $(1)),,missing)

# A fragment must not set the default goal of the makefile that includes it.
breeze_goal := $(.DEFAULT_GOAL)
.PHONY: FORCE
FORCE:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := $(breeze_goal)
