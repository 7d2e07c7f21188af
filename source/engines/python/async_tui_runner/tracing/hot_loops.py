"""Keeps a hot loop from flooding the trace."""

from __future__ import annotations

import asyncio
from typing import Any, Optional
from weakref import WeakSet

from ..clock import now
from ..trace_writer import TraceWriter
from .lane import Cycles, Lane
from .source_positions import Place

# A loop is hot from its 21st suspension within 20 ms on.
MANY = 20
WINDOW = 20
# How long a hot task must be suspended, in ms, before it is reported one by one again.
QUIET = 5
# How often the cycles of a loop that stays hot are reported, in ms.
INTERVAL = 50


class HotLoops:
    """Counts suspensions that are too many to report one by one.

    The first suspensions of a loop are reported one by one. If more than 20 come within 20 ms, the following ones are
    counted, and reported every 50 ms as one `task-cycled`. When the task has been suspended for 5 ms, or ends, the
    count is reported, then its last resumption and suspension as they were, so that the place at which it waits is
    always known.

    A wait that is known to last, such as for a long timer, is reported when it starts.

    The waits of a lane for calls that are only counted are counted from the second one on, until it waits for anything
    else, or until one of those calls is reported.
    """

    def __init__(self, writer: TraceWriter) -> None:
        self._writer = writer
        # The lanes whose suspensions are counted, in the order in which that started.
        self._hot: dict[Lane, None] = {}
        # The loop that calls `leave_idle` before it has nothing to do. Other loops need a timer.
        self.idling_loop: Optional[asyncio.AbstractEventLoop] = None
        # The loops that have such a timer.
        self._checked: WeakSet[asyncio.AbstractEventLoop] = WeakSet()

    def suspended(
        self, lane: Lane, at: float, on: dict[str, Any], place: Optional[Place], for_counted: bool = False
    ) -> bool:
        """Returns whether the suspension was counted, and need not be reported.

        `for_counted`: whether the lane waits for a call that is counted too.
        """
        cycles = lane.cycles
        if cycles is not None and ((cycles.for_calls and not for_counted) or _rests(on)):
            self.leave(lane, "running")
            cycles = None
        if cycles is None:
            if for_counted or self._is_hot(lane, at):
                # This suspension is still reported: the cycles start with the next resumption.
                self._enter(lane, at, for_counted)
            return False
        if at - cycles.since >= INTERVAL:
            # Without this cycle, since it may be the last one, whose place has to be reported.
            self._emit(lane, cycles.since, cycles.times, cycles.busy, cycles.at)
            cycles = lane.cycles = Cycles(cycles.loop, cycles.at, cycles.for_calls)
        cycles.times += 1
        cycles.busy += at - lane.resumed_at
        cycles.before, cycles.resumed_at, cycles.at = cycles.at, lane.resumed_at, at
        cycles.on, cycles.place = on, place
        return True

    def _enter(self, lane: Lane, at: float, for_calls: bool) -> None:
        # None for the top level, and for a coroutine that the program itself drives.
        loop = asyncio._get_running_loop()
        if loop is None or (for_calls and loop is not self.idling_loop):
            return
        lane.cycles = Cycles(loop, at, for_calls)
        self._hot[lane] = None
        if loop is not self.idling_loop and loop not in self._checked:
            self._checked.add(loop)
            loop.call_later(QUIET / 1000, self._leave_quiet, loop)

    def leave(self, lane: Lane, state: Optional[str] = None) -> None:
        """Reports what was counted. `state`: the lane's state before the change, if it has just changed."""
        cycles, lane.cycles = lane.cycles, None
        if cycles is None:
            return
        self._hot.pop(lane, None)
        if (state or lane.state) == "running":
            self._emit(lane, cycles.since, cycles.times, cycles.busy, cycles.at)
            self._writer.resumed(lane.resumed_at, lane.id)
        elif cycles.times:
            busy = cycles.busy - (cycles.at - cycles.resumed_at)
            self._emit(lane, cycles.since, cycles.times - 1, busy, cycles.before)
            self._writer.resumed(cycles.resumed_at, lane.id)
            self._writer.waiting(cycles.at, lane.id, cycles.place, cycles.on)

    def leave_all(self) -> None:
        for lane in list(self._hot):
            self.leave(lane)

    def leave_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Reports what was counted on a loop that has stopped."""
        for lane in self._of(loop):
            self.leave(lane)

    @property
    def due(self) -> Optional[float]:
        """When an idle loop must call `leave_idle`. None while nothing is counted."""
        if self._hot and any(lane.state == "waiting" for lane in self._of(self.idling_loop)):
            return now() + QUIET
        return None

    def leave_idle(self) -> None:
        """Reports what was counted on a loop that has been idle for 5 ms."""
        for lane in self._of(self.idling_loop):
            if lane.state == "waiting":
                self.leave(lane)

    def _leave_quiet(self, loop: asyncio.AbstractEventLoop) -> None:
        limit = now() - QUIET
        for lane in self._of(loop):
            if lane.state == "waiting" and lane.cycles and lane.cycles.at < limit:
                self.leave(lane)
        if self._of(loop):
            loop.call_later(QUIET / 1000, self._leave_quiet, loop)
        else:
            self._checked.discard(loop)

    def _of(self, loop: Optional[asyncio.AbstractEventLoop]) -> list[Lane]:
        return [lane for lane in list(self._hot) if lane.cycles and lane.cycles.loop is loop]

    def _emit(self, lane: Lane, since: float, times: int, busy: float, at: float) -> None:
        if times > 0:
            self._writer.cycled(at, lane.id, since, times, max(0.0, busy))

    def _is_hot(self, lane: Lane, at: float) -> bool:
        if at - lane.counted_from > WINDOW:
            lane.counted_from = at
            lane.counted = 1
            return False
        lane.counted += 1
        return lane.counted > MANY


def _rests(on: dict[str, Any]) -> bool:
    """Returns whether a wait will last too long to be part of a hot loop."""
    return on["kind"] == "timer" and on["ms"] >= WINDOW
