"""Waits for a lock, a queue or an event that no task has ended, but a timer, a signal, I/O or another thread."""

from __future__ import annotations

import gc
from asyncio import BaseEventLoop, Task, events
from contextvars import Context, copy_context
from functools import wraps
from threading import get_ident
from types import FrameType
from typing import Any, Callable, Optional
from weakref import ref

from ..inspection import is_a
from .lane import Lane
from .lock_reports import waiters_of
from .observer import Observer
from .unawaited_tasks import callbacks_of

# The modules that call the program for I/O.
_IO = frozenset(["asyncio.selector_events", "asyncio.unix_events", "asyncio.proactor_events"])

_Waiting = list[tuple[Any, Lane]]

# The contexts of the callbacks that other threads have given to a loop, by identity.
_contexts: dict[int, ref[Context]] = {}


def watch_other_threads() -> None:
    """Notes which callbacks of a loop come from other threads, with `call_soon_threadsafe`."""
    call_soon = BaseEventLoop.call_soon_threadsafe

    @wraps(call_soon)
    def called(
        loop: Any, callback: Callable[..., object], *arguments: Any, context: Optional[Context] = None
    ) -> events.Handle:
        if getattr(loop, "_thread_id", None) != get_ident():
            context = copy_context() if context is None else context
            key = id(context)
            _contexts[key] = ref(context, lambda _: _contexts.pop(key, None))
        return call_soon(loop, callback, *arguments, context=context)

    BaseEventLoop.call_soon_threadsafe = called  # type: ignore[method-assign,assignment]


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
    """Notes which of these waits the code of `frame` has ended, if none of the loop's tasks made the loop call it.

    A callback at the end of a future says nothing: a task may have ended it.
    """
    if _is_outside(frame):
        for future, lane in waiting:
            lane.is_woken = future.done()


def _is_outside(frame: Optional[FrameType]) -> bool:
    """Returns whether the loop called the code of a frame for a timer, a signal, I/O or another thread."""
    while frame is not None:
        if frame.f_globals.get("__name__") in _IO:
            return True
        if frame.f_code is events.Handle._run.__code__:
            handle = frame.f_locals["self"]
            if is_a(handle, events.TimerHandle) or id(handle._context) in _contexts:
                return True
            signals = getattr(handle._loop, "_signal_handlers", None) or {}
            return any(each is handle for each in tuple(signals.values()))
        frame = frame.f_back
    return False
