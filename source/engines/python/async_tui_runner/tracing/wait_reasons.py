"""What a suspended coroutine waits for, according to asyncio."""

from __future__ import annotations

import asyncio
import gc
import math
import os
from asyncio.tasks import _GatheringFuture
from functools import lru_cache
from types import FrameType
from typing import Any, Callable, Iterable, Optional
from weakref import WeakKeyDictionary

from ..inspection import class_name, is_a, name_of
from .await_chain import Chain
from .lane import Lane

WaitsFor = dict[str, Any]

YIELD: WaitsFor = {"kind": "yield"}
OPAQUE: WaitsFor = {"kind": "opaque"}

_asyncio = os.path.dirname(asyncio.__file__)

# The functions of anyio and Starlette that call a function in a thread.
_WORKERS = frozenset(["run_sync", "run_in_threadpool"])


class Futures:
    """Finds out what a future stands for."""

    def __init__(self) -> None:
        # Returns the lane of a task. None if the task is not traced.
        self.lane: Callable[[Any], Optional[Lane]] = lambda task: None
        # Returns the lane of the deepest call of a task.
        self.inner: Callable[[Any], Optional[Lane]] = lambda task: None
        # Returns what a wait in a method of a lock or a queue is for: the lock, and the name of the method.
        self.lock: Callable[[Any, str], WaitsFor] = lambda owner, _: _lock(owner)
        self._notes: WeakKeyDictionary[Any, WaitsFor] = WeakKeyDictionary()

    def note(self, future: Any, on: WaitsFor) -> None:
        if is_a(future, asyncio.Future):
            self._notes[future] = on

    def waits_for(self, future: Any, chain: Chain) -> WaitsFor:
        """Returns what a coroutine waits for.

        `future`: what the first coroutine of the chain has passed to its task.
        """
        try:
            return self._waits_for(future, chain)
        except Exception:
            # The program has changed what this reads from the library.
            return OPAQUE

    def _waits_for(self, future: Any, chain: Chain) -> WaitsFor:
        if future is None:
            return YIELD
        if chain.library is not None:
            on = self._in_asyncio(chain.library, chain)
            if on:
                return on
        return self._of(future)

    def _of(self, future: Any) -> WaitsFor:
        """Returns what a future stands for."""
        kind = type(future)
        if kind is _GatheringFuture:
            return self._join("gather", future._children)
        lane = self.lane(future)
        if lane:
            return OPAQUE if lane.is_silent else {"kind": "task", "task": lane.id}
        if kind is not asyncio.Future:
            return OPAQUE
        note = self._notes.get(future)
        if note:
            return note
        inner = _shielded(future)
        return self._join("shield", [inner]) if inner is not None else OPAQUE

    def _in_asyncio(self, frame: FrameType, chain: Chain) -> Optional[WaitsFor]:
        if frame.f_code.co_name in _WORKERS:
            return {"kind": "thread", "what": name_of(frame.f_locals.get("func"))}
        file = _module(frame.f_code.co_filename)
        if file is None:
            return None
        function = frame.f_code.co_name
        if function == "sleep" and file == "tasks.py":
            return _timer(frame.f_locals["delay"])
        values = frame.f_locals
        owner = values.get("self")
        if file == "tasks.py":
            if function in ("wait", "_wait"):
                return self._join("wait", values["fs"])
            if function == "_wait_for_one":
                return self._join("as_completed", _not_completed(owner, chain))
            if function == "wait_for":
                # Before 3.12, it waits for a future of its own, which both the time limit and this one end.
                return self._of(values.get("fut"))
        elif file == "taskgroups.py":
            return self._join("TaskGroup", getattr(owner, "_tasks", ()))
        elif file in ("locks.py", "queues.py"):
            if function == "__aenter__" and is_a(owner, asyncio.Condition):
                # Whoever enters a condition waits for its lock.
                owner = owner._lock
            # A wait with a time limit ends without the lock too, so it does not matter which task has the lock.
            return _lock(owner) if chain.is_limited else self.lock(owner, function)
        elif file in ("streams.py", "subprocess.py"):
            return {"kind": "io", "what": f"{class_name(type(owner))}.{function}" if owner else function}
        elif file == "base_events.py":
            return {"kind": "io", "what": function}
        return None

    def _join(self, how: str, members: Iterable[Any]) -> WaitsFor:
        members = list(members)
        lanes = [lane for lane in map(self.lane, members) if lane and not lane.is_silent]
        tasks = [lane.id for lane in sorted(lanes, key=lambda lane: lane.serial)]
        return {"kind": "join", "how": how, "tasks": tasks, "count": len(members)}


def _lock(owner: Any) -> WaitsFor:
    return {"kind": "lock", "what": class_name(type(owner))}


def _timer(seconds: Any) -> WaitsFor:
    if is_a(seconds, int):
        seconds = int.__int__(seconds)
    elif is_a(seconds, float):
        seconds = float.__float__(seconds)
    else:
        # A numeric type of the program.
        return OPAQUE
    if seconds <= 0:
        return YIELD
    return {"kind": "timer", "ms": seconds * 1000} if math.isfinite(seconds) else OPAQUE


@lru_cache(maxsize=None)
def _module(path: str) -> Optional[str]:
    """Returns the name of a file of asyncio. None for other files."""
    folder, file = os.path.split(path)
    return file if folder == _asyncio else None


def _not_completed(iterator: Any, chain: Chain) -> Any:
    """Returns what `as_completed` still waits for. It returns its own kind of iterator from 3.13 on, before that a
    generator.

    The generator is found among the objects that its caller refers to.
    """
    if iterator is not None:
        return iterator._todo
    for owner, _, at, _ in chain.links[-1:]:
        for holder in (owner, at):
            for held in gc.get_referents(holder):
                if getattr(held, "gi_frame", None) and held.gi_code.co_name == "as_completed":
                    return held.gi_frame.f_locals.get("todo", ())
    return ()


def _shielded(future: Any) -> Any:
    """Returns what `asyncio.shield` protects from a cancellation of this future. None if there is none."""
    for callback, _ in getattr(future, "_callbacks", None) or ():
        if getattr(callback, "__qualname__", "").startswith("shield.<locals>."):
            names = callback.__code__.co_freevars
            if "inner" in names:
                return callback.__closure__[names.index("inner")].cell_contents
    return None
