# SPDX-License-Identifier: MIT
dirs-$(CONFIG_ARCH_POSIX) += isa/
