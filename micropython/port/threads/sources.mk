# SPDX-License-Identifier: MIT
# The thread layer, relative to the port's directory.
BREEZE_THREADS_C := $(addprefix threads/, pythread.c handle.c gil.c interrupt.c isr.c wait.c timeout.c deadlock.c lend.c lock.c \
	condition.c event.c eventloop.c feed.c irqsignal.c irqqueue.c semaphore.c simplequeue.c local.c start.c threadclass.c shutdown.c modthread.c modthreading.c importlock.c \
	collect.c frames.c describe.c traceback.c modzephyr.c threadinfo.c stop.c overflow.c)

# Ours stands around it (threads/frames.c), and the core's count of jumps is left out of it.
$(BUILD)/py/vm.o: CFLAGS += -include threads/vm.h -Dmp_execute_bytecode=py_execute_bytecode

# Ours says which thread it was, and how much stack it had (threads/overflow.c). For each call of Python code: fast.
$(BUILD)/py/cstack.o: CFLAGS += -O2 -Dmp_raise_recursion_depth=py_raise_stack_overflow
