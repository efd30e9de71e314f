# SPDX-License-Identifier: MIT
"""threading.Barrier"""

from _threading import Condition


class BrokenBarrierError(RuntimeError):
    pass


class _Round:
    # Of those who wait for the same last one.
    over = False
    broken = False


class Barrier:
    """Holds threads up until so many wait, then lets all of them go, again and again."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self.parties = parties
        self.n_waiting = 0
        self._action = action
        self._timeout = timeout
        self._changed = Condition()
        self._round = _Round()

    def wait(self, timeout=None):
        """Waits for the others; returns 0 to parties - 1, another number to each.

        Raises BrokenBarrierError when the time is up for one, or by reset() or abort().
        """
        with self._changed:
            if self._round.broken:
                raise BrokenBarrierError()
            index = self.n_waiting
            self.n_waiting += 1
            if self.n_waiting == self.parties:
                self._let_go()
            else:
                self._await(self._round, self._timeout if timeout is None else timeout)
            return index

    def _let_go(self):
        try:
            if self._action:
                self._action()
        except BaseException:
            self.abort()
            raise
        self._end_round()

    def _end_round(self):
        self._round.over = True
        self._round = _Round()
        self.n_waiting = 0
        self._changed.notify_all()

    def _await(self, this, timeout):
        try:
            self._changed.wait_for(lambda: this.over or this.broken, timeout)
        finally:
            if not this.over and not this.broken:
                self.abort()
        if this.broken:
            raise BrokenBarrierError()

    def reset(self):
        """Back to an empty barrier; whoever waits gets BrokenBarrierError."""
        with self._changed:
            if self.n_waiting:
                self._round.broken = True
            self._end_round()

    def abort(self):
        """Breaks the barrier: whoever waits or comes gets BrokenBarrierError, until reset()."""
        with self._changed:
            self._round.broken = True
            self.n_waiting = 0
            self._changed.notify_all()

    @property
    def broken(self):
        return self._round.broken

    def __repr__(self):
        state = "broken" if self.broken else "waiters=%d/%d" % (self.n_waiting, self.parties)
        return "<threading.Barrier at %x: %s>" % (id(self), state)
