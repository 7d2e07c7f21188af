"""The heartbeat of the main thread's loop: how late the loop is, and how long it was idle."""

from __future__ import annotations

import asyncio
import contextvars
import selectors
from types import MethodType
from typing import Any, Callable, Optional

from ..clock import now
from ..trace_writer import TraceWriter
from ..tracing.counted_calls import CountedCalls
from ..tracing.hot_loops import HotLoops
from .blocks import Blocks
from .thread_usage import Reading, since

# The time between two beats, in ms.
BEAT = 50


class Heartbeat:
    """Reports a beat every 50 ms, without a timer in the loop: a timer would wake the loop and change what a program
    does.

    It beats when the loop polls its selector. A wait there is cut into pieces, between which the loop does not turn.
    Loops that do not poll a selector (uvloop) get a timer, and their idle time is unknown.
    """

    def __init__(self, writer: TraceWriter, blocks: Blocks, hot_loops: HotLoops, counted: CountedCalls) -> None:
        self._writer = writer
        self._blocks = blocks
        self._hot_loops = hot_loops
        self._counted = counted
        # Called at each turn of the loop.
        self.each_turn: Callable[[], None] = lambda: None
        # Called at each beat, with the loop.
        self.each_beat: Callable[[float, Any], None] = lambda at, loop: None
        self._idle = 0.0
        self._idle_since: Optional[float] = None
        # What had been used when the last loop stopped. None before that.
        self._left: Optional[Reading] = None
        # Whether all loops so far have reported when they were idle.
        self._is_idle_known = True
        self._due = 0.0
        self._timer: Optional[asyncio.TimerHandle] = None
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        blocks.delayed = self._delay

    def measures(self, at: float) -> dict[str, Optional[float]]:
        """Returns how the thread has spent its time since the run started, in ms."""
        idle = self._idle + (at - self._idle_since if self._idle_since is not None else 0.0)
        if self._loop is None:
            idle += self._slept()
        return {
            "idle": round(idle, 3) if self._is_idle_known else None,
            "tracing": round(self._blocks.stack.tracing, 3),
            **self._blocks.usage.since_start(),
        }

    @property
    def loop(self) -> Optional[asyncio.AbstractEventLoop]:
        """The loop that runs on the thread, if any."""
        return self._loop

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Notes that the loop starts to turn."""
        self._idle += self._slept()
        self._loop = loop
        self._blocks.alive()
        self._due = now() + BEAT
        if not self._attach(loop):
            self._is_idle_known = self._blocks.is_idle_known = False
            self._wake_at(self._due)

    def stop(self) -> None:
        """Notes that the loop has stopped. It may run again later."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        self._hot_loops.idling_loop = None
        self._counted.leave_all()
        self._counted.loop = None
        self._loop = None
        self._left = self._blocks.usage.read()
        self._blocks.alive()

    def _slept(self) -> float:
        """Returns the ms for which the thread slept since a loop last ran on it: sleep blocks no loop. 0 if unknown."""
        usage = self._blocks.usage
        left = self._left if self._left and self._left.at >= usage.origin.at else usage.origin
        reading = usage.read()
        used = since(left, reading)
        if used["processor"] is None or used["preempted"] is None:
            return 0.0
        return max(0.0, reading.at - left.at - used["processor"] - used["preempted"])

    def pause(self) -> None:
        """Notes that a loop that is not observed runs on the thread."""
        self._blocks.alive_at = None
        self._is_idle_known = False

    def _delay(self, ms: float) -> None:
        """Postpones the next beat by the ms that the thread waited for the host: that wait is not lag."""
        self._due += ms

    def _attach(self, loop: asyncio.AbstractEventLoop) -> bool:
        selector = getattr(loop, "_selector", None)
        select = getattr(selector, "select", None)
        if select is None:
            return False
        if not getattr(select, "_is_measured", False):
            # A selector of the program may advance its own clock by the timeouts that it gets: do not cut those into
            # pieces.
            is_standard = type(select) is MethodType and select.__func__ is type(selector).select
            is_standard = is_standard and type(selector).__module__ in (selectors.__name__, "asyncio.windows_events")
            measured = self._measured(loop, select, is_standard)
            measured._is_measured = True
            measured._is_standard = is_standard
            try:
                selector.select = measured
            except AttributeError:
                return False
            select = measured
        self._hot_loops.idling_loop = loop
        if select._is_standard:
            self._counted.loop = loop
        return True

    def _measured(self, loop: asyncio.AbstractEventLoop, select: Callable[..., Any], is_standard: bool) -> Any:
        blocks = self._blocks

        def measured(timeout: Optional[float] = None) -> Any:
            if self._loop is not loop:
                return select(timeout)
            at = now()
            blocks.stack.close_gap(at)
            self.each_turn()
            self._counted.sweep(at)
            if at >= self._due:
                self._beat(at)
            blocks.stack.worked_since(at)
            if timeout is not None and timeout <= 0:
                blocks.alive_at = at
                blocks.usage.refresh(at)
                return select(timeout)
            blocks.alive_at = None
            self._idle_since = at
            try:
                if is_standard:
                    return self._wait(select, at, timeout)
                self._hot_loops.leave_idle()
                return select(timeout)
            finally:
                end = now()
                self._idle += end - at
                self._idle_since = None
                blocks.usage.refresh(end)
                blocks.alive_at = blocks.stack.free_since = now()

        return measured

    def _wait(self, select: Callable[..., Any], at: float, timeout: Optional[float]) -> Any:
        deadline = None if timeout is None else at + timeout * 1000
        while True:
            quiet, kept = self._hot_loops.due, self._counted.due
            until = min(due for due in (self._due, quiet, kept) if due is not None)
            if deadline is not None and deadline <= until:
                return select(max(0.0, deadline - now()) / 1000)
            events = select(max(0.0, until - now()) / 1000)
            if events:
                return events
            if until == quiet:
                self._hot_loops.leave_idle()
            at = now()
            self._counted.sweep(at)
            if at >= self._due:
                self._beat(at)

    def _beat(self, at: float) -> None:
        self._writer.emit("loop-beat", at, lag=round(max(0.0, at - self._due), 3), **self.measures(at))
        self.each_beat(at, self._loop)
        self._due = max(at, self._due) + BEAT

    def _wake_at(self, due: float) -> None:
        loop = self._loop
        if loop is not None:
            delay = max(0.0, due - now()) / 1000
            self._timer = loop.call_later(delay, self._woken, context=contextvars.Context())

    def _woken(self) -> None:
        at = now()
        self._blocks.stack.close_gap(at)
        self._blocks.usage.refresh(at)
        self._beat(at)
        self._blocks.alive()
        self._wake_at(self._due)
