# SPDX-License-Identifier: MIT
src-$(CONFIG_EVENTS) += event.c
src-$(CONFIG_POLL) += poll.c
src-$(if $(filter 0,$(CONFIG_NUM_MBOX_ASYNC_MSGS)),,y) += mbox_async.c
