# SPDX-License-Identifier: MIT
# THREADS=1: the thread layer, and the kernel linked in as KERNEL_LIB.

$(error THREADS=1 is not built yet: use THREADS=0)
