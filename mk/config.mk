# SPDX-License-Identifier: MIT
#
# The Kconfig stage. In: OUT (the program's directory), CONF (fragments). Later ones win: the
# board's board.conf, CONF, LOCAL_CONF (what `make menuconfig` saved), the command line of make.
# Out: CONFIG_* as make variables, KERNEL_DIR (named by the settings, so that programs with equal
# settings share one kernel) and $(OUT)/{.config,autoconf.h,config.mk}.

LOCAL_CONF ?= $(wildcard $(BREEZE_TOP)/local/$(BOARD).conf)

breeze_cmdline_names := $(sort $(foreach v,$(filter CONFIG_%,$(.VARIABLES)),$(if $(findstring command,$(origin $(v))),$(v))))
define breeze_newline


endef
$(call breeze_stamp,$(OUT)/cmdline.conf,# From the command line of make.$(foreach v,$(breeze_cmdline_names),$(breeze_newline)$(v)=$($(v))))

breeze_fragments := $(abspath $(BOARD_HOME)/board.conf $(CONF) $(LOCAL_CONF))
breeze_fragments += $(OUT)/cmdline.conf
$(call breeze_stamp,$(OUT)/fragments,$(breeze_fragments) $(HOST_ISA))

# make makes config.mk, then reads everything again. The list of Kconfig files it was made from
# comes with it. Once is enough: with files from the future (another machine's clock, an archive) it
# would never look up to date.
ifeq ($(MAKE_RESTARTS),)
$(OUT)/config.mk: $(breeze_fragments) $(OUT)/fragments $(BREEZE_TOP)/tools/kconfig.py
	$(call breeze_say,KCONFIG,$(OUT)/.config)
	$(breeze_q)cd $(BREEZE_TOP) && BOARD=$(BOARD) BOARD_HOME=$(BOARD_HOME) HOST_ISA=$(HOST_ISA) $(PYTHON3) tools/kconfig.py build \
		--out $(OUT) $(breeze_fragments)
endif

$(OUT)/cmdline.conf $(OUT)/fragments:

include $(OUT)/config.mk

KERNEL_DIR := $(BUILD)/kernel-$(KCONFIG_HASH)
GENERATED := $(KERNEL_DIR)/generated
