"""Turns facts into events."""

from __future__ import annotations

import json
from json.encoder import encode_basestring_ascii as _quoted
from threading import RLock
from typing import Any, Callable, Optional

from .channel import Channel
from .clock import now

# Waits for the host from this length on, in ms, are reported.
LONG_WAIT = 50

# Written at once, with all that waits before it: whatever happens to the process then, these words are not lost.
_URGENT = frozenset(["output-written", "warning-raised", "strategy-settled", "run-ended", "not-observed"])

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class TraceWriter:
    """Reports what happens in a run that starts at `origin` (ms on the runner's clock). `at` never falls.

    Can be used from every thread, and while an event is made: collecting garbage can happen anywhere.
    """

    def __init__(self, origin: float, channel: Channel) -> None:
        self._origin = origin
        self._channel = channel
        self._last = 0.0
        self._lock = RLock()
        self._closed = False
        # Places as text, by their identity: they are made once, and kept.
        self._places: dict[int, tuple[str, Any]] = {}
        # Called when the thread that reports has waited for the host for so many ms.
        self.waited: Callable[[float], None] = lambda ms: None
        # Whether an event is reported, by its type and fields; None: each.
        self.admits: Optional[Callable[[str, dict[str, Any]], bool]] = None

    def since(self, instant: float) -> float:
        """An instant of the runner's clock as milliseconds since the run's start."""
        return max(0.0, round(instant - self._origin, 3))

    def emit(self, type: str, at: float = 0.0, **fact: Any) -> None:
        """Reports what has happened, now or at an earlier instant of the runner's clock. What is None is left out."""
        if self.admits and not self.admits(type, fact):
            return
        parts = [""]
        for name, value in fact.items():
            if value is None:
                continue
            kind = value.__class__
            if kind is str:
                text = _quoted(value)
            elif name == "place":
                text = self._place(value)
            elif kind is float or kind is int:
                text = repr(value)
            else:
                text = _encode(value)
            parts.append(f'"{name}":{text}')
        rest = ",".join(parts) + "}\n"
        instant = self.since(at or now())
        with self._lock:
            if self._closed:
                return
            while True:
                last = self._last = max(self._last, instant)
                line = f'{{"type":"{type}","at":{last!r}{rest}'
                # Something may have been collected, and reported.
                if self._last == last:
                    break
            waited = self._channel.write_text(line)
        if type in _URGENT:
            waited += self._channel.flush()
        if waited >= LONG_WAIT:
            self.emit("trace-waited", since=self.since(now() - waited))
            self.waited(waited)

    def close(self) -> None:
        """Nothing is reported any more."""
        self._closed = True
        self._channel.flush()

    def forked(self) -> None:
        """This is a copy of the process, of which nothing is reported. Another thread may have held the lock."""
        self._closed = True
        self._lock = RLock()
        self._channel.forget()

    def reopen(self) -> None:
        """This copy of the process has a trace of its own."""
        self._closed = False
        self._last = 0.0

    def _place(self, place: Any) -> str:
        known = self._places.get(id(place))
        if known is None:
            known = self._places[id(place)] = (_encode(place), place)
        return known[0]
