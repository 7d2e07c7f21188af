"""Keeps functions that are called thousands of times a second from flooding the trace."""

from __future__ import annotations

import asyncio
from itertools import islice
from threading import RLock
from typing import Any, Optional

from ..clock import now
from ..loop.thread_usage import ThreadUsage
from ..trace_writer import TraceWriter
from .call_stack import CallStack
from .hot_loops import HotLoops
from .lane import Function, Lane, UnreportedCall
from .source_positions import Place

# From its 201st call within 50 ms on, a function counts as called too often, for 50 ms more. These are times of the
# program: they exclude preemption of its thread and work of the runner.
MANY = 200
WINDOW = 50
# A call that lasts this long, in ms, or waits this many times, is reported like all others.
LONG = 20
WAITS = 8
# Waits for anything else are part of what the run waits for, and must be reported while they last.
_FREE = frozenset(["yield", "task"])
# How often the calls of a function are reported, in ms.
INTERVAL = 50
# How often calls that have lasted long are looked for at the start of a call, in ms.
SWEEP = 1

_running_loop: Any = asyncio._get_running_loop


class CountedCalls:
    """Holds back the calls of functions that are called too often.

    A call is reported after all, with everything that happened to it, if it has not ended after 20 ms, does not end as
    done, waits for the outside, does something that is reported, or has a child that is reported. If it ends before, it
    is only counted; every 50 ms the counted calls of a function are reported as one `calls-counted`.
    """

    def __init__(self, writer: TraceWriter, hot_loops: HotLoops, usage: ThreadUsage, stack: CallStack) -> None:
        self._writer = writer
        self._hot = hot_loops
        self._usage = usage
        self._stack = stack
        self._lock = RLock()
        self._functions: dict[int, Function] = {}
        # In the order in which they started.
        self._unreported: dict[Lane, None] = {}
        self._counted: dict[int, Function] = {}
        self._reported_at = 0.0
        self._swept_at = 0.0
        # The loop that calls `sweep` at each turn, and when it has nothing to do. Other loops report all.
        self.loop: Optional[asyncio.AbstractEventLoop] = None
        # False in a run of planned tasks, which reports all calls.
        self.is_wanted = False

    def holds_back(self, lane: Lane, parent: Optional[Lane]) -> bool:
        """Returns whether a call that starts is held back."""
        home = lane.home
        if home is None or not self.is_wanted:
            return False
        function = self._functions.get(id(home))
        if function is None:
            function = self._functions[id(home)] = Function(lane.name, home)
        at = now()
        own = self._own(at)
        if own - function.counted_from > WINDOW:
            function.counted_from = own
            function.counted = 0
        function.counted += 1
        if function.counted > MANY:
            function.until = own + WINDOW
        elif own > function.until:
            return False
        if self.loop is None or _running_loop() is not self.loop:
            return False
        lane.unreported = UnreportedCall(function, parent, at, own)
        self._unreported[lane] = None
        if not self._counted and len(self._unreported) == 1:
            self._reported_at = at
        if at - self._swept_at >= SWEEP:
            self.sweep(at)
        return True

    def waits(
        self, lane: Lane, unreported: UnreportedCall, at: float, on: dict[str, Any], place: Optional[Place]
    ) -> bool:
        """Returns whether the wait need not be reported now."""
        self._leaves(lane, unreported, at)
        with self._lock:
            if lane.unreported is None:
                # Another thread has just reported the call.
                return False
            unreported.waits.append([at, on, place, 0.0])
        if on["kind"] not in _FREE or len(unreported.waits) > WAITS:
            self.reveal(lane)
        return True

    def resumes(self, lane: Lane, unreported: UnreportedCall, at: float) -> bool:
        """Returns whether the resumption need not be reported now."""
        with self._lock:
            if lane.unreported is None:
                return False
            unreported.waits[-1][3] = at
            return True

    def ends(self, lane: Lane, unreported: UnreportedCall, at: float) -> bool:
        """Returns whether a call that is done was counted, and need not be reported."""
        self._leaves(lane, unreported, at)
        lasted = self._own(at) - unreported.begun_at
        if lasted >= LONG:
            self.reveal(lane)
            return False
        with self._lock:
            if lane.unreported is None:
                return False
            lane.unreported = None
            del self._unreported[lane]
        function = unreported.function
        if function.times == 0:
            function.since = unreported.created_at
            self._counted[id(function)] = function
        function.times += 1
        function.busy += unreported.busy
        function.longest = max(function.longest, lasted)
        return True

    def reveal(self, lane: Optional[Lane]) -> None:
        """Reports a call that was held back, after the callers that were."""
        callers = []
        while lane is not None and lane.unreported is not None:
            callers.append(lane)
            lane = lane.unreported.parent
        if callers and lane is not None:
            self._hot.leave(lane)
        for caller in reversed(callers):
            with self._lock:
                unreported = caller.unreported
                if unreported is not None:
                    del self._unreported[caller]
                    self._report(caller, unreported)
                    # Last: another thread that ends the call must wait for the lock until it has been reported.
                    caller.unreported = None

    def sweep(self, at: float) -> None:
        """Reports the calls that have lasted long, and every 50 ms the counted calls."""
        self._swept_at = at
        if not self._unreported and not self._counted:
            return
        for lane in self._long(self._own(at)):
            self.reveal(lane)
        if self._counted and at - self._reported_at >= INTERVAL:
            self._report_counted()

    @property
    def due(self) -> Optional[float]:
        """When an idle loop must call `sweep`. None while no call is held back or counted."""
        times = [self._reported_at + INTERVAL] if self._counted else []
        at = now()
        late = at - self._own(at)
        first = islice(self._unreported, 1)
        times += [lane.unreported.begun_at + late + LONG for lane in first if lane.unreported]
        return min(times, default=None)

    def _own(self, at: float) -> float:
        return self._usage.own(at) - self._stack.tracing

    def leave_all(self) -> None:
        """Reports every call that was held back: the loop has stopped, or the run has ended."""
        for lane in list(self._unreported):
            self.reveal(lane)
        self._report_counted()

    def _long(self, own: float) -> list[Lane]:
        found = []
        for lane in self._unreported:
            if lane.unreported is not None and own - lane.unreported.begun_at < LONG:
                break
            found.append(lane)
        return found

    def forget(self) -> None:
        """Drops all calls in a forked process, in which none of them continues."""
        self._lock = RLock()
        self._unreported.clear()
        self._counted.clear()
        self.loop = None

    def _leaves(self, lane: Lane, unreported: UnreportedCall, at: float) -> None:
        """Counts a stretch that has ended. While the caller is running too, the stretch is part of the caller's."""
        if lane.state == "running" and not (unreported.parent and unreported.parent.state == "running"):
            unreported.busy += at - lane.resumed_at

    def _report(self, lane: Lane, unreported: UnreportedCall) -> None:
        writer, parent = self._writer, unreported.parent
        writer.created(unreported.created_at, lane.id, parent.id if parent else None, lane.kind, lane.name, lane.home)
        writer.started(unreported.started_at, lane.id, None)
        for at, on, place, resumed_at in unreported.waits:
            writer.waiting(at, lane.id, place, on)
            if resumed_at:
                writer.resumed(resumed_at, lane.id)

    def _report_counted(self) -> None:
        self._reported_at = now()
        counted, self._counted = self._counted, {}
        for function in counted.values():
            self._writer.emit(
                "calls-counted",
                name=function.name,
                place=function.place,
                since=self._writer.since(function.since),
                times=function.times,
                busy=round(function.busy, 3),
                longest=round(function.longest, 3),
            )
            function.times = 0
            function.busy = function.longest = 0.0
