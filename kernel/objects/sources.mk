# SPDX-License-Identifier: MIT
src-$(CONFIG_EVENTS) += event.c
src-$(CONFIG_POLL) += poll.c work_poll.c
src-$(CONFIG_WORKQUEUE_WORK_TIMEOUT) += work_timeout.c
src-$(if $(filter 0,$(CONFIG_NUM_MBOX_ASYNC_MSGS)),,y) += mbox_async.c
