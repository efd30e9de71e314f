/* SPDX-License-Identifier: MIT */
/*
 * The real clock: preemption of running code by signals, sleep of the
 * processor, and descriptors that become ready while threads compute.
 */
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <zephyr/arch/posix/native.h>
#include <zephyr/ztest.h>

#define STACK_SIZE (4096 + CONFIG_TEST_EXTRA_STACK_SIZE)
#define THREADS    4

static struct k_thread threads[THREADS];
static K_THREAD_STACK_ARRAY_DEFINE(stacks, THREADS, STACK_SIZE);
/* Not a bool: gcc 12 forgets that one is volatile under UndefinedBehaviorSanitizer. */
static volatile int stop;
static volatile unsigned int loops[THREADS];
static bool is_right[THREADS];
static volatile int hits;
static int fds[2];
static volatile bool noticed;

static void start(unsigned int i, k_thread_entry_t entry, int prio)
{
	k_thread_create(&threads[i], stacks[i], STACK_SIZE, entry, (void *)(uintptr_t)i, NULL, NULL,
			prio, 0, K_NO_WAIT);
}

static void join(unsigned int n)
{
	for (unsigned int i = 0; i < n; i++) {
		zassert_ok(k_thread_join(&threads[i], K_SECONDS(20)));
	}
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	stop = 0;
	hits = 0;
	for (unsigned int i = 0; i < THREADS; i++) {
		loops[i] = 0;
		is_right[i] = false;
	}
}

ZTEST_SUITE(real_clock, NULL, NULL, before, NULL, NULL);

static void spin(void *arg, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	while (!stop) {
		loops[(uintptr_t)arg]++;
	}
}

/** Sleep until each of the first @a n threads has run, however long that takes. */
static void let_run(unsigned int n)
{
	for (unsigned int i = 0; i < n; i++) {
		while (loops[i] == 0) {
			k_msleep(2);
		}
	}
}

ZTEST(real_clock, test_endless_loop_does_not_stop_a_higher_thread)
{
	start(0, spin, K_PRIO_PREEMPT(5));
	for (int i = 0; i < 50; i++) {
		k_msleep(2);
	}
	let_run(1);
	stop = 1;
	join(1);
}

ZTEST(real_clock, test_endless_loops_share_the_processor)
{
	for (unsigned int i = 0; i < THREADS; i++) {
		start(i, spin, K_PRIO_PREEMPT(5));
	}
	let_run(THREADS);
	stop = 1;
	join(THREADS);
}

/** Keeps all kinds of registers busy, and finds out when one changes. */
static void compute(void *arg, void *p2, void *p3)
{
	uintptr_t id = (uintptr_t)arg;
	volatile uintptr_t seed = id + 1;
	volatile double fseed = (double)(id + 1);
	bool right = true;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	while (!stop) {
		uintptr_t a = seed, b = a * 3, c = a * 5, d = a * 7, e = a * 11, f = a * 13,
			  sum = 0;
		double x = fseed, y = x * 2.5, z = x * 3.5, w = x * 4.5, fsum = 0;

		for (int i = 0; i < 1000; i++) {
			sum += a ^ b ^ c ^ d ^ e ^ f;
			fsum += x + y - z + w;
		}
		right = right && sum == 1000 * (a ^ b ^ c ^ d ^ e ^ f) &&
			fsum == 1000 * (x + y - z + w);
		loops[id]++;
	}
	is_right[id] = right;
}

ZTEST(real_clock, test_live_registers_survive_preemption)
{
	for (unsigned int i = 0; i < THREADS; i++) {
		start(i, compute, K_PRIO_PREEMPT(5));
	}
	k_msleep(500);
	let_run(THREADS);
	stop = 1;
	join(THREADS);
	for (unsigned int i = 0; i < THREADS; i++) {
		zassert_true(is_right[i], "thread %u", i);
	}
}

/** A thread that is preempted between setting errno and looking at it. */
static void keep_errno(void *arg, void *p2, void *p3)
{
	int value = (int)(uintptr_t)arg + 1;
	bool right = true;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	while (!stop) {
		errno = value;
		for (volatile int i = 0; i < 1000; i++) {
		}
		right = right && errno == value;
	}
	is_right[value - 1] = right;
}

ZTEST(real_clock, test_errno_survives_preemption)
{
	start(0, keep_errno, K_PRIO_PREEMPT(5));
	start(1, keep_errno, K_PRIO_PREEMPT(5));
	k_msleep(100);
	stop = 1;
	join(2);
	zassert_true(is_right[0] && is_right[1]);
}

/** Signals, and rounds, of a storm. */
#define ENOUGH 5000U

static K_SEM_DEFINE(ping, 0, 1);
static K_SEM_DEFINE(pong, 0, 1);

static void answer(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	while (!stop) {
		if (k_sem_take(&ping, K_MSEC(100)) == 0) {
			k_sem_give(&pong);
		}
	}
}

/** Every instruction of the lock and the switch is interrupted sooner or later. */
ZTEST(real_clock, test_switches_and_locks_stand_a_storm_of_signals)
{
	struct itimerval storm = {.it_interval = {.tv_usec = 50}, .it_value = {.tv_usec = 50}};
	struct itimerval calm = {.it_value = {0}};
	/* Only against hanging. */
	int64_t end = k_uptime_get() + 60 * MSEC_PER_SEC;
	unsigned int rounds = 0;

	start(0, answer, K_PRIO_PREEMPT(3));
	start(1, spin, K_PRIO_PREEMPT(5));
	start(2, compute, K_PRIO_PREEMPT(5));
	k_thread_priority_set(k_current_get(), K_PRIO_PREEMPT(4));
	zassert_ok(setitimer(ITIMER_REAL, &storm, NULL));
	while ((rounds < ENOUGH || hits < (int)ENOUGH) && k_uptime_get() < end) {
		k_sem_give(&ping);
		zassert_ok(k_sem_take(&pong, K_SECONDS(5)), "after %u rounds", rounds);
		rounds++;
	}
	zassert_ok(setitimer(ITIMER_REAL, &calm, NULL));
	stop = 1;
	k_thread_priority_set(k_current_get(), K_PRIO_COOP(15));
	join(3);
	zassert_true(is_right[2]);
	zassert_true(rounds >= ENOUGH, "%u rounds", rounds);
	zassert_true(hits >= (int)ENOUGH, "%d signals", hits);
}

static void count_hit(const void *unused)
{
	ARG_UNUSED(unused);
	hits++;
}

static int connect_alarm(void)
{
	IRQ_CONNECT(NATIVE_IRQ_FREE, 0, count_hit, NULL, 0);
	irq_enable(NATIVE_IRQ_FREE);
	return native_irq_attach_signal(NATIVE_IRQ_FREE, SIGALRM);
}

SYS_INIT(connect_alarm, APPLICATION, 0);

static long used_cpu_us(void)
{
	struct rusage usage;

	zassert_ok(getrusage(RUSAGE_SELF, &usage));
	return (long)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) +
	       1000000L * (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec);
}

ZTEST(real_clock, test_sleep_takes_no_processor_time)
{
	long used = used_cpu_us();
	int64_t begin = k_uptime_get();

	k_msleep(500);
	zassert_true(k_uptime_get() - begin >= 500);
	used = used_cpu_us() - used;
	zassert_true(used < 20000, "%ld us", used);
}

ZTEST(real_clock, test_sleep_lasts_as_long_as_asked)
{
	for (int ms = 1; ms <= 10; ms++) {
		int64_t begin = k_uptime_ticks();
		int64_t ticks;

		k_msleep(ms);
		ticks = k_uptime_ticks() - begin;
		zassert_true(ticks >= ms * 10, "%d ms: %lld ticks", ms, (long long)ticks);
	}
}

static void watch(void *p1, void *p2, void *p3)
{
	struct pollfd pollfd = {.fd = fds[0], .events = POLLIN};

	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	noticed = native_poll(&pollfd, 1, K_SECONDS(10)) == 1;
}

ZTEST(real_clock, test_descriptor_is_noticed_while_a_thread_computes)
{
	zassert_ok(pipe(fds));
	noticed = false;
	start(0, watch, K_PRIO_PREEMPT(3));
	start(1, spin, K_PRIO_PREEMPT(5));
	k_msleep(20);
	zassert_equal(write(fds[1], "x", 1), 1);
	zassert_ok(k_thread_join(&threads[0], K_SECONDS(20)));
	zassert_true(noticed, "it was not before the time was up");
	stop = 1;
	zassert_ok(k_thread_join(&threads[1], K_SECONDS(20)));
	close(fds[0]);
	close(fds[1]);
}

ZTEST(real_clock, test_idle_wait_for_a_descriptor_takes_no_processor_time)
{
	struct pollfd pollfd;
	long used = used_cpu_us();

	zassert_ok(pipe(fds));
	pollfd = (struct pollfd){.fd = fds[0], .events = POLLIN};
	zassert_equal(native_poll(&pollfd, 1, K_MSEC(300)), 0);
	used = used_cpu_us() - used;
	zassert_true(used < 20000, "%ld us", used);
	close(fds[0]);
	close(fds[1]);
}

ZTEST(real_clock, test_interrupt_from_outside_ends_an_idle_wait)
{
	static K_SEM_DEFINE(sem, 0, 1);
	struct itimerval once = {.it_value = {.tv_usec = 30000}};

	native_irq_expect(NATIVE_IRQ_FREE, true);
	zassert_ok(setitimer(ITIMER_REAL, &once, NULL));
	zassert_equal(k_sem_take(&sem, K_MSEC(200)), -EAGAIN);
	native_irq_expect(NATIVE_IRQ_FREE, false);
	zassert_equal(hits, 1);
}

ZTEST(real_clock, test_sigint_is_an_interrupt_once_its_line_is_enabled)
{
	IRQ_CONNECT(NATIVE_IRQ_SIGINT, 0, count_hit, NULL, 0);
	irq_enable(NATIVE_IRQ_SIGINT);
	zassert_ok(kill(getpid(), SIGINT));
	k_msleep(1);
	zassert_equal(hits, 1);
}
