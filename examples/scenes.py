# SPDX-License-Identifier: MIT
#
# The scenes of demo.py. Each starts threads, shows what they do, and returns when they have ended.
import _thread
import time

from sync import Channel, Group

BAR = 40


def bar(part, whole):
    filled = BAR * part // whole
    return "#" * filled + "." * (BAR - filled)


# A pipeline: two producers, three workers, one collector, and channels of limited size between.

NUMBERS = 240


def is_prime(n):
    if n < 2:
        return False
    i = 2
    while i * i <= n:
        if n % i == 0:
            return False
        i += 1
    return True


def produce(numbers, first):
    for n in range(first, NUMBERS, 2):
        numbers.put(10_000_000 + n)


def work(numbers, results, done, who):
    while (n := numbers.get()) is not None:
        results.put((n, is_prime(n)))
        done[who] += 1
        time.sleep_ms(3)


def pipeline(screen):
    screen.title("A pipeline: 2 producers -> 3 workers -> 1 collector")
    numbers, results = Channel(8), Channel(8)
    done = [0, 0, 0]
    producers, workers = Group(), Group()
    for first in range(2):
        producers.start(produce, numbers, first)
    for who in range(3):
        workers.start(work, numbers, results, done, who)
    primes = []
    for count in range(NUMBERS):
        n, prime = results.get()
        if prime:
            primes.append(n)
        if count % 4 == 0:
            screen.draw(pipeline_lines(screen, done, count + 1, len(primes)))
    for _ in range(3):
        numbers.put(None)
    producers.wait()
    workers.wait()
    screen.draw(pipeline_lines(screen, done, NUMBERS, len(primes)), final=True)


def pipeline_lines(screen, done, count, primes):
    lines = []
    for who, n in enumerate(done):
        lines.append("  worker %d  %s %3d" % (who + 1, screen.paint("green", bar(n * 3, NUMBERS * 2)), n))
    lines.append("  %d of %d numbers, %d primes" % (count, NUMBERS, primes))
    return lines


# Dining philosophers: each needs two forks; taking the lower numbered one first keeps them alive.

NAMES = ("Hypatia", "Plato", "Aristotle", "Seneca", "Arete")
MEALS = 6


def philosopher(i, forks, state, meals):
    first, second = sorted((i, (i + 1) % len(NAMES)))
    for _ in range(MEALS):
        state[i] = "thinks"
        time.sleep_ms(20 + 13 * i)
        state[i] = "hungry"
        with forks[first], forks[second]:
            state[i] = "eats"
            time.sleep_ms(50)
            meals[i] += 1
    state[i] = "full"


def philosophers(screen):
    screen.title("Dining philosophers: five forks, %d meals each" % MEALS)
    forks = [_thread.allocate_lock() for _ in NAMES]
    state = ["thinks"] * len(NAMES)
    meals = [0] * len(NAMES)
    table = Group()
    for i in range(len(NAMES)):
        table.start(philosopher, i, forks, state, meals)
    while not table.wait(0.04):
        screen.draw(philosopher_lines(screen, state, meals))
    screen.draw(philosopher_lines(screen, state, meals), final=True)


def philosopher_lines(screen, state, meals):
    colour = {"thinks": "dim", "hungry": "yellow", "eats": "green", "full": "bold"}
    return [
        "  %-10s %s  %s" % (name, screen.paint(colour[state[i]], "%-6s" % state[i]), "o" * meals[i])
        for i, name in enumerate(NAMES)
    ]


# A metronome beats every 20 ms while three threads compute, first as their equal, then above them.

BEATS = 50
PERIOD_MS = 20


def compute(stop):
    n = 0
    while not stop:
        n += 1


def beat(late):
    due = time.ticks_ms()
    for i in range(BEATS):
        due = time.ticks_add(due, PERIOD_MS)
        time.sleep_ms(max(0, time.ticks_diff(due, time.ticks_ms())))
        late.append(max(0, time.ticks_diff(time.ticks_ms(), due)))


def run_metronome(priority):
    stop, late = [], []
    others, metronome = Group(), Group()
    for _ in range(3):
        others.start(compute, stop)
    metronome.start(beat, late, priority=priority)
    metronome.wait()
    stop.append(True)
    others.wait()
    return late


def metronome(screen):
    screen.title("A metronome, every %d ms, while three threads compute" % PERIOD_MS)
    usual = _thread.get_priority()
    for text, priority in (("with their priority", usual), ("with a better one", usual - 1)):
        late = run_metronome(priority)
        print("  %-20s late by %4.1f ms on average, at most %d ms" % (text, sum(late) / BEATS, max(late)))
