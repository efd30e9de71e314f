# SPDX-License-Identifier: MIT
#
# The compiler's and the linker's flags, for the kernel and for programs on it alike.

optimise-$(CONFIG_NO_OPTIMIZATIONS) := -O0
optimise-$(CONFIG_DEBUG_OPTIMIZATIONS) := -Og
optimise-$(CONFIG_SIZE_OPTIMIZATIONS) := -Os
optimise-$(CONFIG_SPEED_OPTIMIZATIONS) := -O2

instrument :=
ifneq ($(SANITIZE),)
instrument += -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
ifeq ($(COVERAGE),1)
instrument += --coverage
optimise-y := -O0
endif

# What any file that includes <zephyr/...> needs.
KERNEL_CPPFLAGS := -I$(BREEZE_TOP) -I$(BREEZE_TOP)/include -I$(GENERATED) -include $(GENERATED)/autoconf.h \
	-fmacro-prefix-map=$(BREEZE_TOP)/=

KERNEL_CFLAGS := -std=gnu11 $(optimise-y) -g -ffunction-sections -fdata-sections -fno-common \
	$(instrument) $(BOARD_CFLAGS)

WARNINGS := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes

KERNEL_LDFLAGS := $(instrument) $(BOARD_LDFLAGS) -Wl,--gc-sections
ifneq ($(LINKER_SCRIPT),)
KERNEL_LDFLAGS += -Wl,-T,$(GENERATED)/linker.ld
endif

# A stamp of everything on the command line, so that objects follow a change of flags.
breeze_flags_text = $(CC) $(KERNEL_CPPFLAGS) $(KERNEL_CFLAGS) $(EXTRA_CFLAGS) $(KERNEL_LDFLAGS)
