"""How long pending timers may still end the waits for a lock."""

from __future__ import annotations

import gc
import time
from asyncio import AbstractEventLoop, BaseEventLoop, Future, Task, futures, locks, queues
from contextvars import Context
from types import BuiltinFunctionType, CodeType, FrameType, FunctionType, MethodType, ModuleType
from typing import Any, Iterator, List, Optional, Sequence, Tuple

from ..clock import now
from ..inspection import is_a
from .unawaited_tasks import callbacks_of

# The most objects that are visited for one timer, for all timers, and for one lock.
MOST_OF_TIMER = 100
MOST_OF_TIMERS = 3000
MOST_OF_LOCK = 500

# What a timer may cancel, settle or release.
_TARGETS = (Future, locks.Lock, locks.Semaphore, queues.Queue)
# Objects that refer to far more than what a callback is about.
_BROAD = (type, ModuleType, FrameType, CodeType, Context, AbstractEventLoop)
_UVLOOP = "uvloop.loop"
# When a timer is due (s of the loop's clock), and what it refers to.
_Timer = Tuple[float, List[Any]]
# The timers of `asyncio.sleep`: the task that they wake waits for the timer itself.
_sleep = futures._set_result_unless_cancelled  # type: ignore[attr-defined]


def targets_of_timers(loop: Any) -> Optional[dict[int, float]]:
    """Returns what the pending timers of a loop refer to, by identity: tasks, futures and locks.

    The value is when (ms of the runner's clock) the last of these timers is due. None if the loop hides its timers.
    """
    timers = _timers_of(loop)
    if timers is None:
        return None
    targets: dict[int, float] = {}
    origin = now() - time.monotonic() * 1000
    rest = MOST_OF_TIMERS
    for when, held in timers:
        if any(each is _sleep for each in held):
            continue
        due = origin + when * 1000
        for thing in _reached(held, min(rest, MOST_OF_TIMER), is_upward=False):
            rest -= 1
            if any(is_a(thing, kind) for kind in _TARGETS):
                targets[id(thing)] = max(due, targets.get(id(thing), due))
    return targets


def _timers_of(loop: Any) -> Optional[list[_Timer]]:
    """Returns the pending timers of asyncio's own loop, or of uvloop's. None for others."""
    try:
        if is_a(loop, BaseEventLoop) and type(loop).call_at is BaseEventLoop.call_at:
            pending = [handle for handle in tuple(loop._scheduled) if not handle._cancelled]
            return [(handle._when, [handle._callback, handle._args]) for handle in pending]
        if any(kind.__module__ == _UVLOOP for kind in type(loop).__mro__):
            # Written in C: only the garbage collector sees the set that holds the timers.
            sets = [tuple(each) for each in gc.get_referents(loop) if type(each) is set]
            handles = [each for members in sets for each in members if type(each).__name__ == "TimerHandle"]
            return [(handle.when(), gc.get_referents(handle)) for handle in handles]
    except Exception:
        # The program has changed data of the library.
        pass
    return None


def limited_until(lock: Any, holders: Sequence[Any], targets: dict[int, float]) -> Optional[float]:
    """Returns until when a timer may release a lock, or wake or cancel a task that waits for it or has it, or a task
    that waits for one of these. None if no timer may.
    """
    things = _reached([lock, *holders], MOST_OF_LOCK, is_upward=True)
    return max((targets[id(thing)] for thing in things if id(thing) in targets), default=None)


def _reached(pending: list[Any], most: int, is_upward: bool) -> Iterator[Any]:
    """Yields the objects to which others refer, without running code of the program.

    `is_upward`: continues from a task to the tasks that wait for it.
    """
    seen: set[int] = set()
    for thing in pending:
        if len(seen) >= most:
            return
        if id(thing) in seen or any(is_a(thing, kind) for kind in _BROAD):
            continue
        seen.add(id(thing))
        yield thing
        if is_a(thing, Future):
            if is_upward or not is_a(thing, Task):
                pending += [callback for callback, _ in callbacks_of(thing)]
        elif type(thing) is FunctionType:
            names = thing.__code__.co_names
            pending += thing.__closure__ or ()
            pending += [thing.__globals__[name] for name in names if name in thing.__globals__]
        elif type(thing) is MethodType:
            pending += [thing.__self__, thing.__func__]
        elif type(thing) is BuiltinFunctionType:
            # A set that drops an ended task has nothing to do with the other tasks in it.
            pending += [] if type(thing.__self__) is set else [thing.__self__]
        elif is_upward and type(thing) in (list, set):
            # The other members of a gather or a group, which do not wait for this one.
            continue
        else:
            pending += gc.get_referents(thing)
