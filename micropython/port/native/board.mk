# SPDX-License-Identifier: MIT
# The Linux desk.

CFLAGS_EXTMOD += -DMICROPY_PY_SOCKET=1 -DMICROPY_PY_TERMIOS=1 -D_FILE_OFFSET_BITS=64 -D_GNU_SOURCE \
	-U_FORTIFY_SOURCE
LDFLAGS += -lm

MICROPY_VFS_FAT ?= 1
MICROPY_VFS_LFS1 ?= 1
MICROPY_VFS_LFS2 ?= 1

SRC_C += \
	replboard.c protected.c \
	$(addprefix native/, main.c options.c runtime.c execute.c repl.c history.c \
		console.c terminal.c hal.c fdio.c offload.c stdio.c socket.c modsocket.c lookup.c execmem.c fatclock.c)
SRC_SINGLE_C += native/single.c native/entry.c
SRC_THREADS_C += machine_timer.c native/kernel.c native/report.c native/stackpeak.c native/wakeup.c

SHARED_SRC_C += $(addprefix shared/, readline/readline.c runtime/gchelper_generic.c \
	runtime/interrupt_char.c runtime/mpirq.c runtime/pyexec.c timeutils/timeutils.c)

# Two modules of the desk port that wait for nothing are compiled from the tree as they are.
MPY_SRC_C += ports/unix/modtermios.c
PKG_CONFIG ?= $(CROSS_COMPILE)pkg-config
MICROPY_PY_FFI ?= $(shell $(PKG_CONFIG) --exists libffi 2>/dev/null && echo 1 || echo 0)
ifeq ($(MICROPY_PY_FFI),1)
MPY_SRC_C += ports/unix/modffi.c
CFLAGS_EXTMOD += -DMICROPY_PY_FFI=1 $(shell $(PKG_CONFIG) --cflags libffi)
LDFLAGS += $(shell $(PKG_CONFIG) --libs libffi) -ldl
endif

# These files of the tree wait in read, write and poll: they are compiled to wait in ours.
$(BUILD)/extmod/vfs_posix_file.o $(BUILD)/extmod/modselect.o: CFLAGS += -include native/blocking.h
# sys.stdin and its companions are ours (native/stdio.c).
$(BUILD)/extmod/vfs_posix_file.o: CFLAGS += $(foreach f,in out err,\
	-Dmp_sys_std$(f)_obj=port_unused_std$(f)_obj -Dmp_sys_std$(f)_buffer_obj=port_unused_std$(f)_buffer_obj)
