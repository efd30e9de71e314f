# SPDX-License-Identifier: MIT
"""threading.local"""

from _thread import _Local


def _values(self):
    # A thread that comes first gets a dict of its own, and the object is initialised there as it was where it was made.
    place, args, kwargs = self._place
    values = place.get()
    if values is None:
        values = {}
        place.set(values)
        self.__init__(*args, **kwargs)
    return values


class local:
    """An object whose attributes each thread has for itself. They go when the thread ends."""

    def __new__(cls, *args, **kwargs):
        self = object.__new__(cls)
        place = _Local()
        place.set({})
        object.__setattr__(self, "_place", (place, args, kwargs))
        return self

    def __init__(self):
        pass

    def __getattr__(self, name):
        values = _values(self)
        if name not in values:
            raise AttributeError(name)
        return values[name]

    def __setattr__(self, name, value):
        _values(self)[name] = value

    def __delattr__(self, name):
        values = _values(self)
        if name not in values:
            raise AttributeError(name)
        del values[name]
