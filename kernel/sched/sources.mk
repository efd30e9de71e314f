# SPDX-License-Identifier: MIT
src-$(CONFIG_POLL) += poll_wait.c
src-$(CONFIG_TIMESLICING) += slice.c
src-$(CONFIG_SCHED_DEADLINE) += deadline.c
src-$(CONFIG_SCHED_THREAD_USAGE) += usage.c
src-$(CONFIG_THREAD_MONITOR) += thread_list.c
