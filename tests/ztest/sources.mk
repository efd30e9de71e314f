# SPDX-License-Identifier: MIT
src-$(CONFIG_ARCH_POSIX) += native.c
src-$(CONFIG_SEMIHOST) += semihost.c
