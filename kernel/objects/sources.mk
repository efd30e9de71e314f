# SPDX-License-Identifier: MIT
src-$(CONFIG_EVENTS) += event.c
