"""Reports, before the program prints, which lane prints how many bytes. The bytes themselves take their usual way."""

from __future__ import annotations

import io
import sys
from functools import wraps
from sys import _getframe
from types import FrameType
from typing import Any, Optional

from ..clock import now
from ..connection import Connection
from ..recursion_limit import set_limit
from ..trace_writer import TraceWriter
from ..tracing.observer import Observer


class OutputMarks:
    def __init__(self, channel: Connection, writer: TraceWriter, observer: Observer) -> None:
        self._channel = channel
        self._writer = writer
        self._observer = observer
        # How many bytes were written before the connection opened, by the name of the stream.
        self._early: dict[str, int] = {}

    def watch(self) -> None:
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if type(stream) is io.TextIOWrapper:
                self._watch(name, stream)

    def _watch(self, name: str, stream: Any) -> None:
        write = stream.write

        @wraps(write)
        def marked(text: str, /) -> int:
            if type(text) is str and not self._channel.is_open:
                self._early[name] = self._early.get(name, 0) + (_size(text, stream) or 0)
            elif type(text) is str:
                limit = self._observer.limit
                set_limit(limit.high)
                paused = self._observer.pause()
                try:
                    self._mark(name, stream, text, _getframe())
                finally:
                    if paused:
                        self._observer.resume()
                    try:
                        set_limit(limit.low)
                    except RecursionError:
                        pass
            written: int = write(text)
            return written

        stream.write = marked

    def _mark(self, name: str, stream: Any, text: str, frame: FrameType) -> None:
        at = now()
        size = _size(text, stream)
        if size:
            early = self._early.pop(name, 0)
            if early:
                self._channel.write(
                    {"type": "wrote", "at": self._writer.since(at), "stream": name, "bytes": early, "early": True}
                )
            lane = self._observer.caller(frame)
            descriptor = 1 if name == "stdout" else 2
            self._writer.wrote(at, descriptor, size, lane.id if lane else None, self._observer.places.of_caller(frame))
        if self._observer.is_main_thread:
            self._observer.stack.spent(now() - at)


def _size(text: str, stream: Any) -> Optional[int]:
    """Returns the size of a text in bytes. None if it cannot be encoded: the write itself raises the error."""
    try:
        return len(text) if text.isascii() else len(text.encode(stream.encoding, stream.errors))
    except UnicodeError:
        return None
