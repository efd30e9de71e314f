# SPDX-License-Identifier: MIT

src-$(CONFIG_DYNAMIC_THREAD) += stack_alloc.c
src-$(CONFIG_THREAD_LOCAL_STORAGE) += tls.c
src-$(filter 1,$(COVERAGE)) += coverage.c
src-$(CONFIG_NATIVE_UCONTEXT) += switch_ucontext.c
src-$(if $(CONFIG_NATIVE_UCONTEXT),,$(if $(filter x86_64,$(HOST_ISA)),y)) += switch_x86_64.S
src-$(if $(CONFIG_NATIVE_UCONTEXT),,$(if $(filter aarch64,$(HOST_ISA)),y)) += switch_aarch64.S
src-$(CONFIG_THREAD_MONITOR) += deadlock.c
src-$(if $(CONFIG_THREAD_MONITOR),,y) += deadlock_plain.c
