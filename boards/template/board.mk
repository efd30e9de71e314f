# SPDX-License-Identifier: MIT
#
# No board: it shows that arch/template, the empty port, compiles. `make -f mk/library.mk BOARD=template`.
ARCH := template
SOC :=
CROSS_COMPILE :=
HOST_ISA :=

BOARD_CFLAGS :=
BOARD_LDFLAGS :=
BOARD_LIBS :=
LINKER_SCRIPT :=
BOARD_RUN = echo "The empty port does not run: $(1)" >&2; false
