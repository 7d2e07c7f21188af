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

# Whose work goes on: also in callbacks and threads, where no stretch tells.
current: ContextVar[Optional[Lane]] = ContextVar("current", default=None)


class _Elsewhere(threading.local):
    """What a thread beside the main one is about. `lane`: the function that runs in it."""

    def __init__(self) -> None:
        self.stack = CallStack()
        self.lane: Optional[Lane] = None


class Observer:
    """`drive` advances a coroutine with a value, where more is to happen than that."""

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
        self.drive: Optional[Callable[[Callable[[Any], Any], Any], Any]] = None
        # Keeps the interpreter from reporting the runner's own calls until `go_on`. Returns whether it would report them.
        self.pause: Callable[[], bool] = lambda: False
        self.go_on: Callable[[], None] = lambda: None
        # The request that a library's coroutine answers.
        self.incoming_of: Callable[[Any], Optional[Incoming]] = lambda coroutine: None
        # Whether the ends of calls are reported by the interpreter.
        self.knows_ends = False
        # What ends the process: it has passed through a coroutine.
        self.exit: Optional[BaseException] = None
        # The tasks that have failed.
        self.failed: list[ref[Any]] = []
        self._stack = stack
        self._ident = threading.main_thread().ident

    @property
    def is_main_thread(self) -> bool:
        return threading.get_ident() == self._ident

    @property
    def stack(self) -> CallStack:
        """That of the thread that calls."""
        return self._stack if threading.get_ident() == self._ident else self.elsewhere.stack

    def caller(self, frame: FrameType) -> Optional[Lane]:
        """The lane of the trace that the code of that running frame belongs to."""
        lane = self.running(frame)
        shown = lane.shown if lane else None
        if shown is not None:
            # What it does is reported.
            self.lanes.reveal(shown)
        return shown

    def running(self, frame: FrameType) -> Optional[Lane]:
        """As `caller`, but also a silent lane."""
        top = self.stack.top
        if top is not None:
            return top.of.running(frame)
        return (None if self.is_main_thread else self.elsewhere.lane) or current.get()
