# SPDX-License-Identifier: MIT
src-$(CONFIG_CONSOLE) += console.c
