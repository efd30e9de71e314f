# SPDX-License-Identifier: MIT
#
# Threaded Python on Breeze in three scenes: a pipeline, five philosophers, and a metronome whose
# beat depends on its priority. Takes about seven seconds; `make run` runs it.
import _thread
import sys
import time

import scenes

COLOURS = {"bold": "1", "dim": "2", "green": "32", "yellow": "33", "cyan": "36"}


def is_terminal():
    try:
        import termios

        termios.tcgetattr(1)
        return True
    except (ImportError, OSError):
        return False


class Screen:
    """A few lines at the bottom of the terminal that are drawn over; plain lines elsewhere."""

    def __init__(self):
        self.live = is_terminal()
        self.drawn = 0

    def paint(self, colour, text):
        return "\x1b[%sm%s\x1b[0m" % (COLOURS[colour], text) if self.live else text

    def title(self, text):
        self.drawn = 0
        print("\n" + self.paint("bold", text))

    def draw(self, lines, final=False):
        """Show lines in place of those drawn last; without a terminal only the final ones."""
        if self.live and self.drawn:
            print("\x1b[%dA" % self.drawn, end="")
        if self.live or final:
            for line in lines:
                print("\x1b[K" + line if self.live else line)
            self.drawn = len(lines)


def summary(screen, started):
    created, handovers, longest = _thread.stats()
    seconds = time.ticks_diff(time.ticks_ms(), started) / 1000
    screen.title("In %.1f seconds" % seconds)
    print("  threads created               %8d" % created)
    print("  interpreter lock handed over  %8d times" % handovers)
    print("  longest wait for it           %11.2f ms" % (longest / 1000))


def main():
    screen = Screen()
    started = time.ticks_ms()
    print(screen.paint("cyan", "Breeze: threads in MicroPython %s" % sys.version.split()[2]))
    scenes.pipeline(screen)
    scenes.philosophers(screen)
    scenes.metronome(screen)
    summary(screen, started)


main()
