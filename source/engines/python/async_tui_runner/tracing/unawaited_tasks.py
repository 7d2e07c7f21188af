"""The tasks that a coroutine has created and that nothing awaits."""

from __future__ import annotations

import asyncio
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any, Optional
from weakref import ref

from .lane import Lane

# If there are more tasks than this, a wait names none of them.
_MOST = 32

_callbacks = asyncio.Future.__dict__.get("_callbacks")

# The callback that a TaskGroup of the library adds to its tasks. A wait for the group already names these tasks.
_group = getattr(getattr(asyncio, "TaskGroup", None), "_on_task_done", None)


def note_task(maker: Lane, lane: Lane, traced: ref[Any]) -> None:
    """Notes a task that the code of the lane `maker` has created. `traced`: its traced coroutine."""
    owner = maker.owner or maker
    made = owner.made
    if made is None:
        made = owner.made = []
    made.append((maker, lane, traced))
    count = len(made)
    if count >= _MOST and count & (count - 1) == 0:
        made[:] = [each for each in made if each[1].state != "ended"]


def unawaited_tasks(lane: Lane) -> Optional[list[str]]:
    """Returns the open tasks that a lane has created and that nothing awaits: the lane does not wait for them either.

    None if there are none, or too many.
    """
    made = (lane.owner or lane).made
    if not made or len(made) > _MOST:
        return None
    unawaited = [
        child.id
        for maker, child, traced in made
        if child.state != "ended"
        and not child.is_silent
        and (maker is lane or maker.state == "ended")
        and _is_unawaited(traced())
    ]
    return unawaited or None


def callbacks_of(future: Any) -> list[Any]:
    """Returns what is called at the end of a future, each with its context."""
    return (_callbacks.__get__(future) if _callbacks else future._callbacks) or []


def _is_unawaited(traced: Any) -> bool:
    task = traced and traced.task and traced.task()
    if task is None:
        return False
    try:
        return not any(_listens(callback) for callback, _ in callbacks_of(task))
    except Exception:
        # The program has changed data of the library.
        return False


def _listens(callback: Any) -> bool:
    """Returns whether a callback at the end of a task may wake something.

    A set that drops the task does not, nor does the one with which a server of asyncio reports errors of its handlers.
    """
    kind = type(callback)
    if kind is FunctionType and callback.__globals__.get("__name__") == "asyncio.streams":
        return False
    if kind is BuiltinMethodType:
        return not (type(callback.__self__) is set and callback.__name__ in ("discard", "remove"))
    return not (kind is MethodType and _group is not None and callback.__func__ is _group)
