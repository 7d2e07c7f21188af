"""What the program writes to its standard streams, as events."""

from __future__ import annotations

import io
import sys
from typing import Any

from .telling import Telling
from .traced import Observer


class Stream(io.RawIOBase):
    """A standard stream whose writes are told, with who has written and where."""

    def __init__(self, name: str, descriptor: int, telling: Telling, observer: Observer) -> None:
        self._name = name
        self._descriptor = descriptor
        self._telling = telling
        self._observer = observer

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: Any) -> int:
        text = bytes(data).decode("utf-8", "replace")
        caller = sys._getframe(1)
        lane = self._observer.caller(caller)
        place = self._observer.places.of_caller(caller)
        task = lane.id if lane else None
        self._telling.tell("output-written", stream=self._name, text=text, task=task, place=place)
        return len(data)


class Text(io.TextIOWrapper):
    """Hands each line on as it is complete, and what is written without a line's end at the next turn of the loop."""

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream, encoding="utf-8", errors="backslashreplace", newline="", line_buffering=True)
        self.mode = "w"


def watch_output(telling: Telling, observer: Observer) -> None:
    sys.stdout = sys.__stdout__ = Text(Stream("stdout", 1, telling, observer))
    sys.stderr = sys.__stderr__ = Text(Stream("stderr", 2, telling, observer))


def flush_output() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            # The program has put a stream of its own there.
            pass
