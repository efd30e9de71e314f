# SPDX-License-Identifier: MIT
#
# The front door. `make help` lists what it does; the work is in mk/ and tools/.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

.PHONY: help ztest clean

help:
	@sed -n 's/^#: //p' Makefile

#: make ztest SUITE=dir          build and run a test suite laid out like one of Zephyr's
ztest:
	@$(MAKE) -f mk/ztest.mk run

#: make clean                    remove what was built
clean:
	@rm -rf build/native*
