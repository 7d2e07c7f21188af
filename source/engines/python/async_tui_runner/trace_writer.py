"""Writes events as lines for the host."""

from __future__ import annotations

from threading import RLock, get_ident, main_thread
from typing import Any, Callable, Optional

from .channel import Channel
from .clock import now
from .compact_lines import CompactLines, encode, quoted

# Waits for the host that last at least this long, in ms, are reported.
LONG_WAIT = 50

# Events that are written immediately, with all lines before them, so that they survive whatever ends the process.
_URGENT = frozenset(["output-written", "warning-raised", "strategy-settled", "run-ended", "not-observed"])
# The fields of a request that a compact line can have.
_COMPACT = frozenset(["status", "bytes", "total", "method", "url"])


class TraceWriter:
    """Writes the events of a run that starts at `origin` (ms on the runner's clock). `at` never decreases.

    Any thread can use it, even while it is writing an event, because garbage may be collected anywhere. Events of
    threads other than the main one, and events that hand work to such a thread, are written soon; all others
    immediately.
    """

    def __init__(self, origin: float, channel: Channel) -> None:
        self._origin = origin
        self._channel = channel
        # When the last event happened, in microseconds.
        self._last = 0
        self._lock = RLock()
        self._closed = False
        self._main = main_thread().ident
        self._lines = CompactLines(channel.leave)
        # Called with the ms that the reporting thread has waited for the host.
        self.waited: Callable[[float], None] = lambda ms: None
        # Whether to report an event, by its type and fields. None: report every event.
        self.admits: Optional[Callable[[str, dict[str, Any]], bool]] = None

    def since(self, instant: float) -> float:
        """Converts an instant of the runner's clock to milliseconds since the run's start."""
        return max(0.0, round(instant - self._origin, 3))

    def created(
        self,
        at: float,
        task: str,
        parent: Optional[str],
        kind: str,
        name: str,
        place: Any,
        label: Optional[str] = None,
        **more: Any,
    ) -> None:
        """Reports a new lane. `label`, `more`: fields that only few lanes have."""
        if self.admits and not self.admits("task-created", {"kind": kind}):
            return
        soon = kind == "thread"
        if more or (place is None and label is not None):
            self.emit(
                "task-created", at, task=task, name=name, kind=kind, parent=parent, place=place, label=label, **more
            )
        elif place is None:
            self._write("n", at, self._lines.created_without_place(task, parent, kind, name), soon)
        else:
            self._write("c", at, self._lines.created(task, parent, kind, name, place, label), soon)

    def scheduled(self, task: str) -> None:
        self._write("q", now(), self._lines.task(task))

    def started(self, at: float, task: str, label: Optional[str]) -> None:
        if label is None:
            self._write("s", at, self._lines.task(task))
        else:
            self.emit("task-started", at, task=task, label=label)

    def waiting(self, at: float, task: str, place: Any, on: dict[str, Any]) -> None:
        self._write("w", at, self._lines.waiting(task, place, on))

    def resumed(self, at: float, task: str, cancelled: bool = False, outside: bool = False) -> None:
        if cancelled or outside:
            self.emit("task-resumed", at, task=task, outside=outside or None, cancelled=cancelled or None)
        else:
            self._write("r", at, self._lines.task(task))

    def cycled(self, at: float, task: str, since: float, times: int, busy: float) -> None:
        """Reports suspensions that were counted. By hand, because there can be many of these events in a flood."""
        self._write_json(
            "task-cycled",
            at,
            f',"task":{quoted(task)},"since":{self.since(since)!r},"times":{times},"busy":{round(busy, 3)!r}}}',
        )

    def done(self, at: float, task: str, value: Optional[str]) -> None:
        """Reports that a lane is done."""
        self._write("e", at, self._lines.ended(task, value))

    def advanced(self, request: str, task: Optional[str], phase: str, **more: Any) -> None:
        """Reports the progress of a request."""
        if self.admits and not self.admits("request-advanced", more):
            return
        has_both_or_none = (more.get("method") is None) == (more.get("url") is None)
        if has_both_or_none and all(value is None or name in _COMPACT for name, value in more.items()):
            self._write("a", now(), self._lines.advanced(request, task, phase, **more))
        else:
            self.emit("request-advanced", request=request, task=task, phase=phase, **more)

    def incoming(self, at: float, task: str, phase: str, status: Any, route: Any) -> None:
        """Reports the progress of an incoming request. `status` and `route`: as the server and its framework have them."""
        if self.admits and not self.admits("incoming-advanced", {}):
            return
        if (status is None or isinstance(status, int)) and (route is None or isinstance(route, str)):
            self._write("i", at, self._lines.incoming(task, phase, status, route))
        else:
            self.emit("incoming-advanced", at, task=task, phase=phase, status=status, route=route)

    def wrote(self, at: float, descriptor: int, size: int, task: Optional[str], place: Any) -> None:
        """Announces bytes that the program is about to print."""
        with self._lock:
            if not self._closed:
                rest = self._lines.wrote(descriptor, size, task, place)
                self._channel.write_mark(f"o{self._instant(at)},{rest}\n")

    def emit(self, type: str, at: float = 0.0, **fact: Any) -> None:
        """Reports an event, now or at an earlier instant of the runner's clock. Fields that are None are left out."""
        if self.admits and not self.admits(type, fact):
            return
        rest = encode({name: value for name, value in fact.items() if value is not None})[1:]
        self._write_json(type, at or now(), rest if rest == "}" else f",{rest}", fact.get("kind") == "thread")

    def _write_json(self, type: str, at: float, rest: str, soon: bool = False) -> None:
        with self._lock:
            if self._closed:
                return
            line = f'{{"type":"{type}","at":{self._instant(at) / 1000}{rest}\n'
            waited = self._channel.write_text(line, soon or get_ident() != self._main)
        if type in _URGENT:
            waited += self._channel.flush()
        if waited >= LONG_WAIT:
            self._has_waited(waited)

    def _write(self, letter: str, at: float, rest: str, soon: bool = False) -> None:
        instant = int((at - self._origin) * 1000 + 0.5)
        with self._lock:
            if self._closed:
                return
            if instant < self._last:
                instant = self._last
            else:
                self._last = instant
            waited = self._channel.write_text(f"{letter}{instant},{rest}\n", soon or get_ident() != self._main)
        if waited >= LONG_WAIT:
            self._has_waited(waited)

    def _instant(self, at: float) -> int:
        """Returns an instant of the runner's clock in microseconds since the run's start, not before the last event."""
        self._last = max(self._last, int((at - self._origin) * 1000 + 0.5))
        return self._last

    def _has_waited(self, ms: float) -> None:
        self.emit("trace-waited", since=self.since(now() - ms))
        self.waited(ms)

    def close(self) -> None:
        """Stops reporting."""
        self._closed = True
        self._channel.flush()

    def forked(self) -> None:
        """Stops reporting in a forked process.

        Replaces the lock, which another thread may have held during the fork.
        """
        self._closed = True
        self._lock = RLock()
        self._channel.forget()

    def reopen(self) -> None:
        """Starts a new trace in this forked process."""
        self._closed = False
        self._last = 0
        self._lines = CompactLines(self._channel.leave)
