# SPDX-License-Identifier: MIT
src-$(CONFIG_MPU_STACK_GUARD) += guard_mpu.c
src-$(CONFIG_BUILTIN_STACK_GUARD) += guard_limit.c
src-$(CONFIG_STACK_SENTINEL) += guard_sentinel.c
src-$(or $(CONFIG_BUILTIN_STACK_GUARD),$(CONFIG_NO_STACK_GUARD)) += guard_none.c
src-$(CONFIG_THREAD_LOCAL_STORAGE) += tls.c tls_read.S
src-$(CONFIG_SEMIHOST) += semihost.c
src-$(CONFIG_ERRNO) += libc.c
src-$(CONFIG_DYNAMIC_THREAD) += ram.c
