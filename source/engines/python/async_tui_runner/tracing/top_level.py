"""The top level of a program."""

from __future__ import annotations

from types import FrameType
from typing import Any, Optional

from ..clock import now
from ..loop.blocks import Blocks
from .lane import Lane
from .observer import Observer
from .protocols import Running
from .source_positions import Place
from .wait_reasons import WaitsFor


class TopLevel:
    """The top level of a program, which is on the main thread except while a loop runs there."""

    def __init__(self, observer: Observer, blocks: Blocks, home: Optional[Place]) -> None:
        self._observer = observer
        self._blocks = blocks
        self.lane: Lane = observer.lanes.call("top level", None, home, "program")

    def forked(self) -> None:
        """Starts anew in a forked process."""
        self.lane = self._observer.lanes.call("top level", None, None, "program")

    def running(self, frame: Optional[FrameType] = None) -> Lane:
        return self.lane

    def is_own(self, frame: FrameType) -> bool:
        return False

    def inner_ended(self, inner: Running) -> None:
        """Does nothing: the top level awaits nothing."""

    @property
    def calls(self) -> None:
        """None: the top level cannot await."""
        return None

    def start(self) -> None:
        self._observer.lanes.create(self.lane)
        self._take_thread(self.lane.home)
        self._observer.lanes.start(self.lane)

    def suspend(self, on: WaitsFor, place: Optional[Place]) -> None:
        """Leaves the thread, as a loop starts there."""
        if self.lane.state == "running":
            self._observer.lanes.wait(self.lane, on, place)
            self._observer.stack.leave(now())

    def resume(self) -> None:
        """Returns to the thread, as the loop has ended."""
        if self.lane.state == "waiting":
            self._take_thread(self.lane.place)
            self._observer.lanes.resume(self.lane)

    def end(self, outcome: str, error: Optional[dict[str, Any]] = None) -> None:
        self._observer.lanes.end(self.lane, outcome, error=error)
        self._observer.stack.leave(now())

    def _take_thread(self, place: Optional[Place]) -> None:
        self._blocks.alive()
        self._observer.stack.enter(self, place, now())
