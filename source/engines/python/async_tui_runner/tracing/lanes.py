"""The lanes of a run, and what happens to each."""

from __future__ import annotations

from itertools import count
from typing import Any, Callable, Optional

from ..clock import now
from ..trace_writer import TraceWriter
from .counted_calls import CountedCalls
from .hot_loops import HotLoops
from .lane import Lane
from .source_positions import Place
from .unawaited_tasks import unawaited_tasks

# Kinds of waits that may depend on whatever the calls of a lane wait for.
_UNNAMED = frozenset(["opaque", "io", "join"])


class Lanes:
    """Reports what happens to a lane, in the order `create`, (`schedule`), `start`, (`wait`, `resume`)*, `end`.

    Instants are those of the runner's clock.
    """

    def __init__(self, writer: TraceWriter, hot_loops: HotLoops, counted: CountedCalls) -> None:
        self._writer = writer
        self._hot = hot_loops
        self._counted = counted
        # Several threads may take a number at the same time.
        self._serials = count(1)
        self._numbers = count(1)
        # How many lanes have started and not ended, without the top level of the program.
        self.in_flight = 0
        # Returns how the thread has used its time so far. Called for the event that ends the start-up; None after that.
        self.measures: Optional[Callable[[float], dict[str, Optional[float]]]] = None

    def plan(self, task: str, name: str) -> Lane:
        """Creates the lane of a planned task. These lanes are created before all others."""
        return Lane(task, next(self._serials), "planned", name, task, None)

    def call(self, name: str, planned: Optional[str], home: Optional[Place], kind: str = "call") -> Lane:
        """Creates the lane of a call."""
        return Lane(f"#{next(self._numbers)}", next(self._serials), kind, name, planned, home)

    def silent(self, name: str, above: Optional[Lane]) -> Lane:
        """Creates the lane of a library's own task, below `above`."""
        lane = Lane("", 0, "call", name, above.planned if above else None, None)
        lane.is_silent = True
        lane.above = above.shown if above else None
        return lane

    def create(self, lane: Lane, parent: Optional[Lane] = None) -> None:
        lane.state = "queued"
        if parent is not None:
            lane.owner = parent.owner or parent
            lane.is_answering = parent.is_answering
        if lane.is_silent:
            return
        parent = parent.shown if parent else None
        if parent is not None and parent.unreported is not None:
            self._counted.reveal(parent)
        at = now()
        more = self._start_up(lane.kind in ("call", "thread"), at) if self.measures else {}
        above = parent.id if parent else None
        self._writer.created(at, lane.id, above, lane.kind, lane.name, lane.home, lane.label, **more)

    def call_begins(self, lane: Lane, parent: Lane) -> None:
        """Creates and starts the lane of a call that runs immediately."""
        shown = parent.shown
        if lane.kind == "call" and self._counted.holds_back(lane, shown):
            lane.owner = parent.owner or parent
            lane.is_answering = parent.is_answering
            lane.state = "running"
            lane.resumed_at = now()
            if lane.unreported is not None:
                lane.unreported.started_at = lane.resumed_at
            self.in_flight += 1
        else:
            self.create(lane, parent)
            self.start(lane)

    def reveal(self, lane: Lane) -> None:
        """Reports a call that was held back."""
        if lane.unreported is not None:
            self._counted.reveal(lane)

    def schedule(self, lane: Lane) -> None:
        if not lane.is_silent:
            self._writer.scheduled(lane.id)

    def name(self, lane: Lane, label: str) -> None:
        """Notes the name that the program gave to a task. It is reported if the task has not started yet."""
        lane.is_renamed = lane.is_renamed or label != lane.label
        lane.label = label

    def start(self, lane: Lane) -> None:
        lane.state = "running"
        lane.resumed_at = now()
        if not lane.is_silent:
            self.in_flight += lane.kind != "program"
            self._writer.started(lane.resumed_at, lane.id, lane.label if lane.is_renamed else None)

    def wait(
        self,
        lane: Lane,
        on: dict[str, Any],
        place: Optional[Place],
        at: Optional[float] = None,
        call: Optional[Lane] = None,
    ) -> None:
        """`call`: the lane of the call that it waits for, if any."""
        if lane.is_silent:
            lane.state = "waiting"
            return
        if at is None:
            at = now()
        if place:
            lane.place = place
        unreported = lane.unreported
        is_kept = unreported is not None and self._counted.waits(lane, unreported, at, on, place)
        lane.state = "waiting"
        if is_kept:
            return
        if not self._hot.suspended(lane, at, on, place, call is not None and call.unreported is not None):
            start_up = self._start_up(lane.kind == "program", at) if self.measures else None
            if start_up:
                self._writer.emit("task-waiting", at, task=lane.id, place=place, on=on, **start_up)
            else:
                # The top level waits for a loop, and with that for everything on the loop.
                is_unnamed = on["kind"] in _UNNAMED and lane.kind != "program"
                apart = unawaited_tasks(lane) if is_unnamed else None
                if apart:
                    self._writer.emit("task-waiting", at, task=lane.id, place=place, on=on, apart=apart)
                else:
                    self._writer.waiting(at, lane.id, place, on)

    def request_cancel(self, lane: Lane, by: Optional[dict[str, Any]]) -> None:
        """Reports that a cancellation of the lane's task was requested."""
        if lane.is_silent or lane.state == "ended":
            return
        self.reveal(lane)
        self._writer.emit("cancel-requested", task=lane.id, by=by)

    def resume(self, lane: Lane, cancelled: bool = False) -> None:
        """`cancelled`: a cancellation was thrown into it, which it can catch."""
        lane.state = "running"
        lane.resumed_at = now()
        is_woken, lane.is_woken = lane.is_woken, False
        unreported = lane.unreported
        if unreported is not None and self._counted.resumes(lane, unreported, lane.resumed_at):
            return
        if not lane.is_silent and lane.cycles is None:
            self._writer.resumed(lane.resumed_at, lane.id, cancelled, is_woken)

    def end(
        self,
        lane: Lane,
        outcome: str,
        value: Optional[str] = None,
        error: Optional[dict[str, Any]] = None,
        *,
        at: Optional[float] = None,
        by: Optional[dict[str, Any]] = None,
        heard: Optional[bool] = None,
    ) -> None:
        """`by`: what cancelled it. `heard`: whether anything awaited it when it failed."""
        if at is None:
            at = now()
        unreported = lane.unreported
        if unreported is not None:
            if outcome == "done" and self._counted.ends(lane, unreported, at):
                lane.state = "ended"
                self.in_flight -= 1
                return
            self._counted.reveal(lane)
        state, lane.state = lane.state, "ended"
        if lane.is_silent:
            return
        self._hot.leave(lane, state)
        if state in ("running", "waiting"):
            self.in_flight -= lane.kind != "program"
        if outcome == "done" and error is None:
            self._writer.done(at, lane.id, value)
        else:
            self._writer.emit("task-ended", at, task=lane.id, outcome=outcome, error=error, by=by, heard=heard)

    @property
    def has_begun(self) -> bool:
        """Whether the program has called something, or waited."""
        return self.measures is None

    def _start_up(self, is_over: bool, at: float) -> dict[str, Optional[float]]:
        measures = self.measures
        if measures is None or not is_over:
            return {}
        self.measures = None
        return measures(at)
