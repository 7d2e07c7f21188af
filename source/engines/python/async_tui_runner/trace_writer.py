"""Turns facts into events."""

from __future__ import annotations

from collections import deque
from threading import RLock
from typing import Any, Callable, Optional

from .clock import now

# Waits for the host from this length on, in ms, are told.
LONG_WAIT = 50


class TraceWriter:
    """Says what happens in a run that starts at `origin` (ms on the runner's clock). `at` never falls.

    `write` writes an event, and returns the ms that it had to wait for the host.

    Can be used from every thread, and while something is being told: collecting garbage can happen anywhere.
    """

    def __init__(self, origin: float, write: Callable[[dict[str, Any]], Optional[float]]) -> None:
        self._origin = origin
        self._write = write
        self._last = 0.0
        self._lock = RLock()
        self._waiting: deque[dict[str, Any]] = deque()
        self._writing = False
        self._closed = False
        # Called when the thread that tells has waited for the host for so many ms.
        self.waited: Callable[[float], None] = lambda ms: None

    def since(self, instant: float) -> float:
        """An instant of the runner's clock as milliseconds since the run's start."""
        return max(0.0, round(instant - self._origin, 3))

    def emit(self, type: str, at: Optional[float] = None, **fact: Any) -> None:
        """Says what has happened, now or at an earlier instant of the runner's clock. What is None is left out."""
        with self._lock:
            if self._closed:
                return
            self._last = max(self._last, self.since(now() if at is None else at))
            event = {"type": type, "at": self._last}
            event.update((key, value) for key, value in fact.items() if value is not None)
            self._waiting.append(event)
            if self._writing:
                return
            self._writing = True
            try:
                while self._waiting:
                    ms = self._write(self._waiting.popleft()) or 0
                    if ms >= LONG_WAIT:
                        self.emit("trace-waited", since=self.since(now() - ms))
                        self.waited(ms)
            finally:
                self._writing = False

    def close(self) -> None:
        """Nothing is told any more."""
        self._closed = True

    def forked(self) -> None:
        """This is a copy of the process, of which nothing is told. Another thread may have held the lock."""
        self._closed = True
        self._lock = RLock()
