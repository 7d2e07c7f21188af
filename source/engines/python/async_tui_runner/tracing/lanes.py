"""The lanes of a run, and what becomes of each."""

from __future__ import annotations

from itertools import count
from typing import Any, Optional

from ..clock import now
from .hot_loops import HotLoops
from .lane import Lane
from .source_positions import Place
from ..trace_writer import TraceWriter


class Lanes:
    """What becomes of a lane, in the order `create`, (`schedule`), `start`, (`wait`, `resume`)*, `end`.

    Instants are those of the runner's clock.
    """

    def __init__(self, writer: TraceWriter, hot_loops: HotLoops) -> None:
        self._emit = writer.emit
        self._hot = hot_loops
        # Several threads can ask at once.
        self._serials = count(1)
        self._numbers = count(1)

    def plan(self, task: str, name: str) -> Lane:
        """A planned task. They are made before all else."""
        return Lane(task, next(self._serials), "planned", name, task, None)

    def call(self, name: str, planned: Optional[str], home: Optional[Place], kind: str = "call") -> Lane:
        return Lane(f"#{next(self._numbers)}", next(self._serials), kind, name, planned, home)

    def create(self, lane: Lane, parent: Optional[Lane] = None) -> None:
        lane.state = "queued"
        self._emit(
            "task-created",
            task=lane.id,
            name=lane.name,
            kind=lane.kind,
            parent=parent.id if parent else None,
            place=lane.home,
        )

    def schedule(self, lane: Lane) -> None:
        self._emit("task-scheduled", task=lane.id)

    def start(self, lane: Lane) -> None:
        lane.state = "running"
        lane.resumed_at = now()
        self._emit("task-started", lane.resumed_at, task=lane.id)

    def wait(self, lane: Lane, on: dict[str, Any], place: Optional[Place]) -> None:
        at = now()
        lane.state = "waiting"
        if place:
            lane.place = place
        if not self._hot.suspended(lane, at, on, place):
            self._emit("task-waiting", at, task=lane.id, place=place, on=on)

    def resume(self, lane: Lane) -> None:
        lane.state = "running"
        lane.resumed_at = now()
        if not self._hot.has(lane):
            self._emit("task-resumed", lane.resumed_at, task=lane.id)

    def end(
        self, lane: Lane, outcome: str, value: Optional[str] = None, error: Optional[dict[str, Any]] = None
    ) -> None:
        at = now()
        self._hot.leave(lane)
        lane.state = "ended"
        self._emit("task-ended", at, task=lane.id, outcome=outcome, value=value, error=error)
