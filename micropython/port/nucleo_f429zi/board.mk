# SPDX-License-Identifier: MIT
# NUCLEO-F429ZI.
include cortex_m/cortex_m.mk
