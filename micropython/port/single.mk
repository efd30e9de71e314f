# SPDX-License-Identifier: MIT
# THREADS=0: one thread, no kernel. The board names its implementation of the waits.

SRC_C += single/gccollect.c $(SRC_SINGLE_C)
FROZEN_MANIFEST += $(MPY)/extmod/asyncio/manifest.py
