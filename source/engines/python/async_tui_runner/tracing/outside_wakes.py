"""Waits for a lock, a queue or an event that no task has ended, but a timer, a signal or I/O."""

from __future__ import annotations

import gc
from asyncio import Task, events
from types import FrameType
from typing import Any, Optional

from ..inspection import is_a
from .lane import Lane
from .lock_reports import waiters_of
from .observer import Observer
from .unawaited_tasks import callbacks_of

# The modules that call the program for I/O.
_IO = frozenset(["asyncio.selector_events", "asyncio.unix_events", "asyncio.proactor_events"])

_Waiting = list[tuple[Any, Lane]]


def lanes_waiting_for(owner: Any, observer: Observer) -> _Waiting:
    """Returns the futures of the tasks that wait for a lock, each with the lane of its task."""
    try:
        callbacks = [(future, callback) for future in waiters_of(owner) for callback, _ in callbacks_of(future)]
    except Exception:
        # The program has changed data of the library.
        return []
    # The callback of a task that waits is written in C.
    tasks = [(future, each) for future, callback in callbacks for each in gc.get_referents(callback) if is_a(each, Task)]
    lanes = [(future, observer.futures.inner(task)) for future, task in tasks]
    return [(future, lane) for future, lane in lanes if lane]


def note_woken(waiting: _Waiting, frame: Optional[FrameType]) -> None:
    """Notes which of these waits the code of `frame` has ended, if a timer, a signal or I/O made the loop call it.

    A callback at the end of a future says nothing: a task may have ended it.
    """
    if _is_outside(frame):
        for future, lane in waiting:
            lane.is_woken = future.done()


def _is_outside(frame: Optional[FrameType]) -> bool:
    """Returns whether the loop called the code of a frame for a timer, a signal or I/O."""
    while frame is not None:
        if frame.f_globals.get("__name__") in _IO:
            return True
        if frame.f_code is events.Handle._run.__code__:
            handle = frame.f_locals["self"]
            if is_a(handle, events.TimerHandle):
                return True
            signals = getattr(handle._loop, "_signal_handlers", None) or {}
            return any(each is handle for each in tuple(signals.values()))
        frame = frame.f_back
    return False
