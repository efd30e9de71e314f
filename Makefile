# SPDX-License-Identifier: MIT
#
# The front door. `make help` lists what it does; the work is in mk/ and tools/.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc)
endif

include mk/common.mk

MPY := $(if $(MICROPYTHON_DIR),$(abspath $(MICROPYTHON_DIR)),$(BREEZE_TOP)/build/micropython)
BUILT = $(foreach b,$(BOARDS),$(wildcard $(BUILD_ROOT)/$(b) $(BUILD_ROOT)/$(b)-*)) $(BUILD_ROOT)/test-results $(BUILD_ROOT)/bench $(BUILD_ROOT)/docs $(BUILD_ROOT)/size
BOARD_PACKAGES = $(if $(findstring arm,$(CROSS_COMPILE)),arm) $(if $(QEMU_MACHINE),qemu)
QEMU_BOARDS = $(notdir $(patsubst %/board.mk,%,$(shell grep -l QEMU_MACHINE $(BOARD_FILES))))
FLASH_BOARDS = $(notdir $(patsubst %/board.mk,%,$(shell grep -l BOARD_FLASH $(BOARD_FILES))))
SCRIPT ?= examples/demo.py

.PHONY: help run repl breeze firmware flash qemu terminal-command micropython app ztest test test-all check bench bench-check coverage size docs format menuconfig clean distclean

help:
	@sed -n 's/^#: \{0,1\}//p' Makefile

#: Breeze: Python threads on a small preemptive kernel with Zephyr's API.
#:
#: make run                      install what is missing, build, and run the demonstration
#: make run SCRIPT=x.py ARGS=..  the same with a script of yours
run: breeze
	@$(BUILD)/breeze $(SCRIPT) $(ARGS)

#: make repl                     the interactive prompt
repl: breeze
	@$(BUILD)/breeze $(ARGS)

#: make breeze                   build build/native/breeze, to be used like `micropython`
breeze: micropython
	@mkdir -p $(BUILD)
	+@flock $(BUILD)/breeze.lock $(MAKE) -C micropython/port MPY=$(MPY) BOARD=$(BOARD) BUILD=$(BUILD) CROSS_COMPILE=$(CROSS_COMPILE) \
		BOARD_ROOT=$(BOARD_ROOT) $(if $(BOARD_DIR),BOARD_DIR=$(abspath $(BOARD_DIR)))

#: make firmware BOARD=name      build/BOARD/firmware.elf, .bin and .hex, for example for mps2_an386
firmware: breeze

#: make flash BOARD=name         builds it and puts it on the board, for example on a nucleo_f429zi
ifneq ($(value BOARD_FLASH),)
flash: breeze
	@tools/setup $(FLASH_PACKAGES)
	@$(call BOARD_FLASH,$(BUILD)/firmware.hex)
else
flash:
	@echo "There is no flash tool for '$(BOARD)'. BOARD= may be: $(FLASH_BOARDS)" >&2; exit 1
endif

#: make qemu BOARD=name          the board's prompt in QEMU, Ctrl-A X ends it; with SCRIPT=x.py, runs that
ifneq ($(QEMU_MACHINE),)
qemu: breeze
	@$(if $(filter file,$(origin SCRIPT)),$(call BOARD_TERMINAL,$(BUILD)/firmware.elf),$(BUILD)/breeze $(SCRIPT) $(ARGS))
else
qemu:
	@echo "QEMU has no board '$(BOARD)'. BOARD= may be: $(QEMU_BOARDS)" >&2; exit 1
endif

# For tests that talk to the prompt.
terminal-command:
	@echo '$(call BOARD_TERMINAL,$(BUILD)/firmware.elf)'

# The packages to build with and MicroPython's source tree.
micropython:
	@tools/setup build $(BOARD_PACKAGES)
	@$(PYTHON3) tools/fetch_micropython.py $(if $(MICROPYTHON_DIR),--dir $(MPY))

#: make app APP=dir BOARD=name   build a program in C and run it, on the desk or in QEMU;
#:                               GOAL=firmware only builds, GOAL=flash puts it on the board
app:
	@tools/setup build $(BOARD_PACKAGES)
	@$(MAKE) -f mk/app.mk $(or $(GOAL),run)

#:
#: make test                     all tests that fit in minutes;  JOBS="name ..." runs only some;
#:                               STALL=seed stops programs for moments, to find what depends on speed
#: make test-all                 every test, the long ones too
test test-all: micropython
	@tools/setup test check docs
	@set -f; $(PYTHON3) tools/run_tests.py --group $(if $(filter test-all,$@),all,fast) $(addprefix --stall ,$(STALL)) $(JOBS)

#: make ztest SUITE=dir          build and run a directory laid out like one of Zephyr's suites
ztest:
	@tools/setup build $(BOARD_PACKAGES)
	@$(MAKE) -f mk/ztest.mk run

#: make coverage                 branch coverage of kernel/ by its suites; fails below the floor
coverage:
	@tools/setup build test
	@$(PYTHON3) tools/coverage.py

#: make check                    style, warnings, static analysis, layers
check:
	@tools/setup build check qemu
	@$(PYTHON3) tools/check.py $(CHECKS)

#: make bench                    what kernel operations, and threads in Python, cost on Cortex-M, in instructions
#:                               counted by QEMU; OVERHEAD=1 adds what programs of one thread pay
#: make bench-check              fails where that has become worse by more than 2% than bench/baseline.json
bench:
	@tools/setup build arm qemu
	@$(PYTHON3) bench/board.py
	@$(PYTHON3) bench/python_board.py $(if $(OVERHEAD),--overhead)

bench-check:
	@tools/setup build arm qemu
	@$(PYTHON3) bench/board.py --check

#: make size                     what the kernel takes of flash, RAM and stack on a Cortex-M4; WRITE=1 puts it into docs/size.md
size:
	@tools/setup build arm
	@$(PYTHON3) tools/size.py $(if $(WRITE),--write)

#: make docs                     the HTML reference of the kernel's API, in build/docs/
docs:
	@tools/setup docs
	@$(PYTHON3) tools/make_docs.py $(BUILD_ROOT)/docs

#: make format                   give our C the format that check asks for
format:
	@tools/setup check
	@$(PYTHON3) tools/check_format.py --write $(FILES)

#:
#: make menuconfig               edit the board's settings; kept in local/<board>.conf
menuconfig:
	@tools/setup build
	@$(MAKE) -f mk/menuconfig.mk

#: make clean                    remove what was built (MicroPython's source stays)
clean:
	@rm -rf $(BUILT)

#: make distclean                remove the fetched source too
distclean: clean
	@rm -rf $(addprefix $(BREEZE_TOP)/build/,micropython micropython.sha256 micropython.lock downloads)
	@rmdir $(BREEZE_TOP)/build 2>/dev/null || true

#:
#: Everywhere:  V=1 show commands       BOARD=name    CC=clang     SANITIZE=address,undefined
#:              THREADS=0 no kernel     O=dir         CONFIG_X=y   MICROPYTHON_DIR=/path
#:              BOARD_ROOT=dir  boards of yours, outside of this tree (docs/porting.md)
#:              BOARD_DIR=dir  MicroPython's half of a board, alone (the same page)
