"""What the program writes to its standard streams, as events."""

from __future__ import annotations

import asyncio
import io
import os
import sys
import threading
from types import FrameType
from typing import Any, NamedTuple, Optional

from ..tracing.observer import Observer
from .output_limit import LONGEST, OutputLimit
from ..tracing.source_positions import Place


class Origin(NamedTuple):
    """Who has written, and where."""

    thread: int
    task: Optional[str]
    place: Optional[Place]


class Stream(io.RawIOBase):
    """A standard stream whose bytes are told."""

    def __init__(self, name: str, descriptor: int, limit: OutputLimit, observer: Observer) -> None:
        # As Python calls its own.
        self.name = f"<{name}>"
        self._stream = name
        self._descriptor = descriptor
        self._limit = limit
        self._observer = observer
        self.is_emitted = True

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: Any) -> int:
        self.hand_on(bytes(data).decode("utf-8", "replace"), self.origin(sys._getframe(1)))
        return len(data)

    def origin(self, frame: FrameType) -> Origin:
        lane = self._observer.caller(frame)
        return Origin(threading.get_ident(), lane.id if lane else None, self._observer.places.of_caller(frame))

    def hand_on(self, text: str, origin: Origin) -> None:
        if not self.is_emitted:
            os.write(self._descriptor, text.encode("utf-8", "backslashreplace"))
            return
        self._limit.write(self._stream, text, origin.task, origin.place)


class Text(io.TextIOWrapper):
    """Tells what one line of the program writes when its text is complete, or at the next turn of the loop."""

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream, encoding="utf-8", errors="backslashreplace", newline="", line_buffering=True)
        self._stream = stream
        self._lock = threading.RLock()
        self._text = ""
        self._origin: Optional[Origin] = None

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        origin = self._stream.origin(sys._getframe(1))
        with self._lock:
            if origin != self._origin:
                self.flush()
            self._origin = origin
            self._text += text
            if self._text.endswith("\n") or len(self._text) > LONGEST:
                self.flush()
            elif self._text:
                _at_next_turn(self.flush)
        return len(text)

    def flush(self) -> None:
        with self._lock:
            if self._text and self._origin:
                text, self._text = self._text, ""
                self._stream.hand_on(text, self._origin)

    def forked(self) -> None:
        """This is a copy of the process, which writes for itself. Another thread may have held the lock."""
        self._lock = threading.RLock()
        self._text = ""
        self._stream.is_emitted = False


def watch_output(limit: OutputLimit, observer: Observer) -> tuple[Text, Text]:
    stdout = sys.stdout = sys.__stdout__ = Text(Stream("stdout", 1, limit, observer))
    stderr = sys.stderr = sys.__stderr__ = Text(Stream("stderr", 2, limit, observer))
    return stdout, stderr


def flush_output() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            # The program has put a stream of its own there.
            pass


def _at_next_turn(call: Any) -> None:
    try:
        asyncio.get_running_loop().call_soon(call)
    except RuntimeError:
        # Another thread than the loop's.
        pass
