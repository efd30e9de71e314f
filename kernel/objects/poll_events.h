/* SPDX-License-Identifier: MIT */
/*
 * What polling shares with work that polls. Called locked.
 */
#ifndef BREEZE_KERNEL_OBJECTS_POLL_EVENTS_H_
#define BREEZE_KERNEL_OBJECTS_POLL_EVENTS_H_

#include <stdbool.h>

#include <zephyr/kernel/poll.h>

/** Set the states of the events that have happened, and find where the others wait. @return whether one has. */
bool z_poll_look_at_all(struct k_poll_event *events, int num_events);

#endif /* BREEZE_KERNEL_OBJECTS_POLL_EVENTS_H_ */
