"""What all traced coroutines of a run share."""

from __future__ import annotations

import threading
from contextvars import ContextVar
from types import FrameType
from typing import Any, Callable, Optional
from weakref import ref

from ..failures import Failures
from ..recursion_limit import RecursionLimit
from .call_stack import CallStack
from .lane import Incoming, Lane
from .lanes import Lanes
from .source_positions import SourcePositions
from .wait_reasons import Futures

# The lane whose work continues, also in callbacks and threads, where no stretch shows it. A program that lists its
# context sees this variable: its name says whose it is.
current: ContextVar[Optional[Lane]] = ContextVar("async_tui_lane", default=None)


class _Elsewhere(threading.local):
    """The state of a thread other than the main one. `lane`: the function that runs in it."""

    def __init__(self) -> None:
        self.stack = CallStack()
        self.lane: Optional[Lane] = None


class Observer:
    """What tracing a coroutine needs.

    `drive` advances a coroutine, whose frame it gets too, with a value. None if `send` alone is enough.
    """

    def __init__(
        self,
        lanes: Lanes,
        stack: CallStack,
        places: SourcePositions,
        failures: Failures,
        futures: Futures,
        limit: RecursionLimit,
    ) -> None:
        self.lanes = lanes
        self.places = places
        self.failures = failures
        self.futures = futures
        self.limit = limit
        self.elsewhere = _Elsewhere()
        self.drive: Optional[Callable[[Callable[[Any], Any], Any, Optional[FrameType]], Any]] = None
        # `pause` stops the interpreter from reporting calls of the runner, until `resume`. Returns whether it reported
        # calls.
        self.pause: Callable[[], bool] = lambda: False
        self.resume: Callable[[], None] = lambda: None
        # Returns the incoming request that a library's coroutine answers.
        self.incoming_of: Callable[[Any], Optional[Incoming]] = lambda coroutine: None
        # Whether the interpreter reports the ends of calls.
        self.reports_ends = False
        # The tasks that failed.
        self.failed: list[ref[Any]] = []
        self._stack = stack
        self._ident = threading.main_thread().ident

    @property
    def is_main_thread(self) -> bool:
        return threading.get_ident() == self._ident

    @property
    def stack(self) -> CallStack:
        """The stack of the calling thread."""
        return self._stack if threading.get_ident() == self._ident else self.elsewhere.stack

    def caller(self, frame: Optional[FrameType]) -> Optional[Lane]:
        """Returns the lane of the trace to which the code of a running frame belongs. None if there is none."""
        lane = self.running(frame)
        shown = lane.shown if lane else None
        if shown is not None:
            # The caller is about to report what this lane does.
            self.lanes.reveal(shown)
        return shown

    def running(self, frame: Optional[FrameType]) -> Optional[Lane]:
        """Returns what `caller` does, but also a silent lane."""
        top = self.stack.top
        if top is not None:
            return top.of.running(frame)
        return (None if self.is_main_thread else self.elsewhere.lane) or current.get()
