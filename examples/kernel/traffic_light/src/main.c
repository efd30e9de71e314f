/* SPDX-License-Identifier: MIT */
/*
 * A traffic light with a button for pedestrians: a state machine that timers drive.
 *
 * Timers and the button run in interrupt context and only post events; the machine is one thread and
 * a table, and needs no lock.
 */
#include <zephyr/kernel.h>

#define TIME_IS_UP BIT(0)
#define BUTTON     BIT(1)

enum state {
	RED,
	RED_AMBER,
	GREEN,
	AMBER,
	STATES
};

static const struct {
	const char *name;
	enum state next;
	int32_t ms;
	/** How long it still lasts when the button is pressed, or 0 when that changes nothing. */
	int32_t ms_after_button;
} table[STATES] = {
	[RED] = {"red", RED_AMBER, 100, 0},
	[RED_AMBER] = {"red and amber", GREEN, 30, 0},
	[GREEN] = {"green", AMBER, 200, 20},
	[AMBER] = {"amber", RED, 30, 0},
};

K_EVENT_DEFINE(events);

static void time_is_up(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	k_event_post(&events, TIME_IS_UP);
}

static void press(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	k_event_post(&events, BUTTON);
}

K_TIMER_DEFINE(phase, time_is_up, NULL);
K_TIMER_DEFINE(pedestrian, press, NULL);

static void enter(enum state state)
{
	printk("%s\n", table[state].name);
	k_timer_start(&phase, K_MSEC(table[state].ms), K_NO_WAIT);
}

static void handle_button(enum state state)
{
	if (table[state].ms_after_button == 0) {
		printk("  button: no change\n");
		return;
	}
	printk("  button: %s ends soon\n", table[state].name);
	k_timer_start(&phase, K_MSEC(table[state].ms_after_button), K_NO_WAIT);
}

int main(void)
{
	enum state state = RED;
	int rounds = 0;

	enter(state);
	k_timer_start(&pedestrian, K_MSEC(50), K_MSEC(160));
	while (rounds < 2) {
		uint32_t happened =
			k_event_wait_safe(&events, TIME_IS_UP | BUTTON, false, K_FOREVER);

		if ((happened & BUTTON) != 0) {
			handle_button(state);
		}
		if ((happened & TIME_IS_UP) != 0) {
			state = table[state].next;
			enter(state);
			rounds += state == RED ? 1 : 0;
		}
	}
	k_timer_stop(&pedestrian);
	k_timer_stop(&phase);
	printk("Two rounds are over\n");
	return 0;
}
