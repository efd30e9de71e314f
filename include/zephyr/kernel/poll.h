/* SPDX-License-Identifier: MIT */
/*
 * Polling (CONFIG_POLL): waiting until any of several objects has something to offer. Polling
 * takes nothing: by the time the poller runs another thread may have been faster.
 */
#ifndef ZEPHYR_KERNEL_POLL_H_
#define ZEPHYR_KERNEL_POLL_H_

#include <stdint.h>

#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/clist.h>
#include <zephyr/sys/util.h>
#include <zephyr/sys_clock.h>

#ifdef __cplusplus
extern "C" {
#endif

struct k_sem;
struct k_queue;
struct k_fifo;
struct k_msgq;
struct k_pipe;
struct k_thread;

/** What an event waits for. */
enum {
	/** Nothing: the event is passed over. */
	K_POLL_TYPE_IGNORE = 0,
	/** A signal is raised. */
	K_POLL_TYPE_SIGNAL = BIT(0),
	/** A semaphore can be taken. */
	K_POLL_TYPE_SEM_AVAILABLE = BIT(1),
	/** A queue has an item. */
	K_POLL_TYPE_DATA_AVAILABLE = BIT(2),
	/** A FIFO has an item. */
	K_POLL_TYPE_FIFO_DATA_AVAILABLE = K_POLL_TYPE_DATA_AVAILABLE,
	/** A message queue has a message. */
	K_POLL_TYPE_MSGQ_DATA_AVAILABLE = BIT(3),
	/** A pipe has a byte. */
	K_POLL_TYPE_PIPE_DATA_AVAILABLE = BIT(4),
};

/** What has happened: bits of k_poll_event::state. */
enum {
	/** Nothing. */
	K_POLL_STATE_NOT_READY = 0,
	/** The signal was raised. */
	K_POLL_STATE_SIGNALED = BIT(0),
	/** The semaphore could be taken. */
	K_POLL_STATE_SEM_AVAILABLE = BIT(1),
	/** The queue had an item. */
	K_POLL_STATE_DATA_AVAILABLE = BIT(2),
	/** The FIFO had an item. */
	K_POLL_STATE_FIFO_DATA_AVAILABLE = K_POLL_STATE_DATA_AVAILABLE,
	/** k_queue_cancel_wait() was called for the queue. */
	K_POLL_STATE_CANCELLED = BIT(3),
	/** The message queue had a message. */
	K_POLL_STATE_MSGQ_DATA_AVAILABLE = BIT(4),
	/** The pipe had a byte. */
	K_POLL_STATE_PIPE_DATA_AVAILABLE = BIT(5),
};

/** How the poller gets what it waits for. */
enum k_poll_modes {
	/** Not at all: it is only told. */
	K_POLL_MODE_NOTIFY_ONLY = 0,

	/** How many modes there are. */
	K_POLL_NUM_MODES,
};

struct k_poll_event;

/** Who waits for events, a thread or an item of work. */
struct z_poller {
	struct k_poll_event *events;
	int count;
	/** The thread that waits or, for work, that will run it: its priority counts. */
	struct k_thread *thread;
	/** For work: called, locked, when an event has happened. NULL for a thread, which is woken. */
	void (*triggered)(struct z_poller *poller, int result);
};

/** A signal: something has happened, and an int that says what. Protected by the interrupt lock. */
struct k_poll_signal {
	/** Events that wait for it. */
	sys_clist_t pollers;
	/** 1 from k_poll_signal_raise() to k_poll_signal_reset(). */
	unsigned int signaled;
	/** The argument of the last k_poll_signal_raise(). */
	int result;
};

/** Initialiser of the signal @a obj: not raised. */
#define K_POLL_SIGNAL_INITIALIZER(obj)                                                             \
	{                                                                                          \
		.pollers = SYS_CLIST_STATIC_INIT(&(obj).pollers),                                  \
	}

/** One thing that k_poll() waits for. Not to be touched while it does. */
struct k_poll_event {
	/** In *_pollers while _poller waits. */
	sys_dnode_t _node;
	sys_clist_t *_pollers;
	struct z_poller *_poller;
	/** The caller's own. */
	uint32_t tag: 8;
	/** K_POLL_TYPE_... */
	uint32_t type: 8;
	/** K_POLL_STATE_... bits; only the caller resets them. */
	uint32_t state: 8;
	/** enum k_poll_modes. */
	uint32_t mode: 1;
	union {
		void *obj;
		struct k_poll_signal *signal;
		struct k_sem *sem;
		struct k_fifo *fifo;
		struct k_queue *queue;
		struct k_msgq *msgq;
		struct k_pipe *pipe;
	};
};

/** Initialiser of a static event, with a tag; the rest as for k_poll_event_init(). */
#define K_POLL_EVENT_STATIC_INITIALIZER(_event_type, _event_mode, _event_obj, event_tag)           \
	{                                                                                          \
		.tag = (event_tag), .type = (_event_type), .state = K_POLL_STATE_NOT_READY,        \
		.mode = (_event_mode),                                                             \
		{                                                                                  \
			.obj = (void *)(_event_obj),                                               \
		},                                                                                 \
	}

/** Initialiser of an event; as k_poll_event_init(). */
#define K_POLL_EVENT_INITIALIZER(_event_type, _event_mode, _event_obj)                             \
	K_POLL_EVENT_STATIC_INITIALIZER(_event_type, _event_mode, _event_obj, 0)

/** Prepare @a event to wait for @a type, one of K_POLL_TYPE_..., at @a obj; its state is NOT_READY and its tag 0. Any context. */
void k_poll_event_init(struct k_poll_event *event, uint32_t type, int mode, void *obj);

/**
 * Wait until one of @a num_events events has happened, and tell which in their states. One that happens while several
 * threads poll the object wakes only the best. Blocks up to @a timeout; not in an interrupt handler.
 * @retval 0        at least one state is set.
 * @retval -EAGAIN  none happened within @a timeout, or before K_NO_WAIT; without events, the time is over.
 * @retval -EINTR   the wait for a queue was cancelled; its event's state is CANCELLED.
 * @retval -EINVAL  @a num_events is negative, or @a events is NULL and @a num_events is not 0.
 */
int k_poll(struct k_poll_event *events, int num_events, k_timeout_t timeout);

/** Make @a sig not signaled. No event may wait for it. Any context. */
void k_poll_signal_init(struct k_poll_signal *sig);

/** Make @a sig not signaled; it keeps its result. Any context. */
void k_poll_signal_reset(struct k_poll_signal *sig);

/** Tell in @a signaled whether @a sig is signaled (not 0), and in @a result its result. Any context. */
void k_poll_signal_check(struct k_poll_signal *sig, unsigned int *signaled, int *result);

/**
 * Signal @a sig with @a result, whether or not it is signaled, and wake the best of its pollers. ISR-legal; a scheduling point.
 * @retval 0 always.
 */
int k_poll_signal_raise(struct k_poll_signal *sig, int result);

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_KERNEL_POLL_H_ */
