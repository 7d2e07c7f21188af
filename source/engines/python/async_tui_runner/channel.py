"""The pipes to the host. They outlive whatever the program does with its standard streams."""

from __future__ import annotations

import json
import os
import select
import sys
from os import _exit
from threading import Lock
from typing import Any, Iterator

from .clock import now

# The first number of a descriptor of the runner's own; macOS allows 256 of them.
HIGH = 200

# Taken before the program can replace it.
_select = select.select

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class Channel:
    """Takes the host's two descriptors for itself: no process that the program starts inherits them."""

    def __init__(self, events: int = 3, commands: int = 4) -> None:
        self._lock = Lock()
        self._events = _taken(events)
        self._commands = _taken(commands)
        if sys.platform != "win32":
            os.set_blocking(self._events, False)

    @property
    def descriptors(self) -> frozenset[int]:
        return frozenset([self._events, self._commands])

    def write(self, line: dict[str, Any]) -> float:
        """Writes one line before it returns.

        When the host is slow it waits, and returns the ms that it has; when the host is gone there is nobody to run
        for, and the process ends.
        """
        rest = (_encode(line) + "\n").encode()
        waited = 0.0
        with self._lock:
            while rest:
                try:
                    rest = rest[os.write(self._events, rest) :]
                except BlockingIOError:
                    since = now()
                    _select([], [self._events], [])
                    waited += now() - since
                except OSError:
                    _exit(1)
        return waited

    def commands(self) -> Iterator[dict[str, Any]]:
        """The host's commands, as they come, until the host is gone."""
        rest = b""
        while True:
            try:
                part = os.read(self._commands, 65536)
            except OSError:
                return
            if not part:
                return
            *lines, rest = (rest + part).split(b"\n")
            yield from map(json.loads, lines)


def _taken(descriptor: int) -> int:
    own = copy(descriptor)
    os.close(descriptor)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(own, os.O_BINARY)
    else:
        os.set_blocking(own, True)
    return own


def copy(descriptor: int) -> int:
    """A copy that is out of the way of those that the program opens, and closes by their numbers."""
    if sys.platform == "win32":
        return os.dup(descriptor)
    import fcntl

    try:
        return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, HIGH)
    except OSError:
        # So many cannot be open here.
        return os.dup(descriptor)
