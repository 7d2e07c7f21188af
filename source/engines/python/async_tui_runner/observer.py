"""What all traced coroutines of a run share."""

from __future__ import annotations

import threading
from contextvars import ContextVar
from types import FrameType
from typing import Optional

from .failures import Failures
from .lanes import Lane, Lanes
from .places import Places
from .thread import Thread
from .waits import Futures

# Whose work goes on: also in callbacks and threads, where no stretch tells.
current: ContextVar[Optional[Lane]] = ContextVar("current", default=None)


class Observer:
    def __init__(self, lanes: Lanes, thread: Thread, places: Places, failures: Failures, futures: Futures) -> None:
        self.lanes = lanes
        self.thread = thread
        self.places = places
        self.failures = failures
        self.futures = futures
        self._ident = threading.main_thread().ident

    def caller(self, frame: FrameType) -> Optional[Lane]:
        """Whose code that running frame belongs to."""
        top = self.thread.top
        if top is None or threading.get_ident() != self._ident:
            return current.get()
        return top.traced.running(frame)
