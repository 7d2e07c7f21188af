"""The pipes to the host. They outlive whatever the program does with its standard streams."""

from __future__ import annotations

import json
import os
import sys
from threading import Lock
from typing import Any, Iterator

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class Channel:
    """Takes the host's two descriptors for itself: no process that the program starts inherits them."""

    def __init__(self, events: int = 3, commands: int = 4) -> None:
        self._lock = Lock()
        self._events = _taken(events)
        self._commands = _taken(commands)

    def write(self, line: dict[str, Any]) -> None:
        """Writes one line before it returns. When the host is gone there is nobody to run for, and the process ends."""
        rest = (_encode(line) + "\n").encode()
        with self._lock:
            while rest:
                try:
                    rest = rest[os.write(self._events, rest) :]
                except OSError:
                    os._exit(1)

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
    own = os.dup(descriptor)
    os.close(descriptor)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(own, os.O_BINARY)
    else:
        os.set_blocking(own, True)
    return own
