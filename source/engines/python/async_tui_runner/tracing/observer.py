"""What all traced coroutines of a run share."""

from __future__ import annotations

import threading
from contextvars import ContextVar
from types import FrameType
from typing import Any, Callable, Optional

from ..failures import Failures
from .lane import Lane
from .lanes import Lanes
from .source_positions import SourcePositions
from .call_stack import CallStack
from .wait_reasons import Futures

# Whose work goes on: also in callbacks and threads, where no stretch tells.
current: ContextVar[Optional[Lane]] = ContextVar("current", default=None)


class _Elsewhere(threading.local):
    """What a thread beside the main one is about. `lane`: the function that runs in it."""

    def __init__(self) -> None:
        self.thread = CallStack(lambda stretch, ms: None)
        self.lane: Optional[Lane] = None


class Observer:
    """`drive` advances a coroutine of the program with a value."""

    def __init__(self, lanes: Lanes, thread: CallStack, places: SourcePositions, failures: Failures, futures: Futures) -> None:
        self.lanes = lanes
        self.places = places
        self.failures = failures
        self.futures = futures
        self.elsewhere = _Elsewhere()
        self.drive: Callable[[Callable[[Any], Any], Any], Any] = lambda advance, value: advance(value)
        self._thread = thread
        self._ident = threading.main_thread().ident

    @property
    def is_main_thread(self) -> bool:
        return threading.get_ident() == self._ident

    @property
    def thread(self) -> CallStack:
        """The thread that calls."""
        return self._thread if self.is_main_thread else self.elsewhere.thread

    def caller(self, frame: FrameType) -> Optional[Lane]:
        """Whose code that running frame belongs to."""
        top = self.thread.top
        if top is not None:
            return top.of.running(frame)
        return (None if self.is_main_thread else self.elsewhere.lane) or current.get()
