# SPDX-License-Identifier: MIT
# The thread layer, relative to the port's directory.
BREEZE_THREADS_C := $(addprefix threads/, pythread.c handle.c gil.c interrupt.c wait.c timeout.c deadlock.c lend.c lock.c \
	condition.c event.c semaphore.c simplequeue.c local.c start.c threadclass.c shutdown.c modthread.c modthreading.c importlock.c \
	collect.c frames.c describe.c traceback.c modzephyr.c threadinfo.c \
	stop.c overflow.c)
