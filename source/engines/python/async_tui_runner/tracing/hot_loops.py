"""Keeps a hot loop from flooding the trace."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple, Optional
from weakref import WeakSet

from ..clock import now
from ..trace_writer import TraceWriter
from .lane import Lane
from .source_positions import Place

# A loop is hot from its 21st suspension within 20 ms on.
MANY = 20
WINDOW = 20
# How long a hot task must be suspended, in ms, before it is reported one by one again.
QUIET = 5
# How often the cycles of a loop that stays hot are reported, in ms.
INTERVAL = 50


class Cycle(NamedTuple):
    """One resumption and the suspension that followed. `before`: when the task was suspended before that."""

    before: float
    resumed_at: float
    at: float
    on: dict[str, Any]
    place: Optional[Place]


class Cycles:
    """The cycles since the suspension at `since`. The last one is reported in full once the loop pauses.

    `loop`: the event loop that the task runs on.
    """

    __slots__ = ("loop", "since", "times", "busy", "last")

    def __init__(self, loop: asyncio.AbstractEventLoop, since: float) -> None:
        self.loop = loop
        self.since = since
        self.times = 0
        self.busy = 0.0
        self.last: Optional[Cycle] = None


class HotLoops:
    """Counts suspensions that are too many to report one by one.

    The first suspensions of a loop are reported one by one. If more than 20 come within 20 ms, the following ones are
    counted, and reported every 50 ms as one `task-cycled`. When the task has been suspended for 5 ms, or ends, the
    count is reported, then its last resumption and suspension as they were, so that the place at which it waits is
    always known.
    """

    def __init__(self, writer: TraceWriter) -> None:
        self._writer = writer
        self._hot: dict[Lane, Cycles] = {}
        # The loop that calls `leave_idle` before it has nothing to do. Other loops need a timer.
        self.idling_loop: Optional[asyncio.AbstractEventLoop] = None
        # The loops that have such a timer.
        self._checked: WeakSet[asyncio.AbstractEventLoop] = WeakSet()

    def has(self, lane: Lane) -> bool:
        return lane in self._hot

    def suspended(self, lane: Lane, at: float, on: dict[str, Any], place: Optional[Place]) -> bool:
        """Returns whether the suspension was counted, and need not be reported."""
        cycles = self._hot.get(lane)
        if cycles is None:
            # None for the top level, and for a coroutine that the program itself drives.
            loop = asyncio._get_running_loop()
            if loop is not None and self._is_hot(lane, at):
                # This suspension is still reported: the cycles start with the next resumption.
                self._hot[lane] = Cycles(loop, at)
                if loop is not self.idling_loop and loop not in self._checked:
                    self._checked.add(loop)
                    loop.call_later(QUIET / 1000, self._leave_quiet, loop)
            return False

        before = cycles.last.at if cycles.last else cycles.since
        if at - cycles.since >= INTERVAL:
            # Without this cycle, since it may be the last one, whose place has to be reported.
            self._emit(lane, cycles.since, cycles.times, cycles.busy, before)
            cycles = self._hot[lane] = Cycles(cycles.loop, before)
        cycles.times += 1
        cycles.busy += at - lane.resumed_at
        cycles.last = Cycle(before, lane.resumed_at, at, on, place)
        return True

    def leave(self, lane: Lane, state: Optional[str] = None) -> None:
        """Reports what was counted. `state`: the lane's state before the change, if it has just changed."""
        cycles = self._hot.pop(lane, None)
        if cycles is None:
            return
        last = cycles.last
        if (state or lane.state) == "running":
            self._emit(lane, cycles.since, cycles.times, cycles.busy, last.at if last else cycles.since)
            self._writer.resumed(lane.resumed_at, lane.id)
        elif last:
            self._emit(lane, cycles.since, cycles.times - 1, cycles.busy - (last.at - last.resumed_at), last.before)
            self._writer.resumed(last.resumed_at, lane.id)
            self._writer.waiting(last.at, lane.id, last.place, last.on)

    def leave_all(self) -> None:
        for lane in list(self._hot):
            self.leave(lane)

    def leave_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Reports what was counted on a loop that has stopped."""
        for lane, _ in self._of(loop):
            self.leave(lane)

    @property
    def due(self) -> Optional[float]:
        """When an idle loop must call `leave_idle`. None while nothing is counted."""
        if self._hot and any(lane.state == "waiting" for lane, _ in self._of(self.idling_loop)):
            return now() + QUIET
        return None

    def leave_idle(self) -> None:
        """Reports what was counted on a loop that has been idle for 5 ms."""
        for lane, _ in self._of(self.idling_loop):
            if lane.state == "waiting":
                self.leave(lane)

    def _leave_quiet(self, loop: asyncio.AbstractEventLoop) -> None:
        limit = now() - QUIET
        for lane, cycles in self._of(loop):
            at = cycles.last.at if cycles.last else cycles.since
            if lane.state == "waiting" and at < limit:
                self.leave(lane)
        if self._of(loop):
            loop.call_later(QUIET / 1000, self._leave_quiet, loop)
        else:
            self._checked.discard(loop)

    def _of(self, loop: Optional[asyncio.AbstractEventLoop]) -> list[tuple[Lane, Cycles]]:
        return [(lane, cycles) for lane, cycles in list(self._hot.items()) if cycles.loop is loop]

    def _emit(self, lane: Lane, since: float, times: int, busy: float, at: float) -> None:
        if times > 0:
            start = self._writer.since(since)
            self._writer.emit("task-cycled", at, task=lane.id, since=start, times=times, busy=max(0.0, busy))

    def _is_hot(self, lane: Lane, at: float) -> bool:
        if at - lane.counted_from > WINDOW:
            lane.counted_from = at
            lane.counted = 1
            return False
        lane.counted += 1
        return lane.counted > MANY
