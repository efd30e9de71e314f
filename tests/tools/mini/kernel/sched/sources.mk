# SPDX-License-Identifier: MIT
src-$(CONFIG_FOO) += foo.c
