"""Makes every task of a loop a traced one."""

from __future__ import annotations

import asyncio
import sys
from typing import Any, Callable, Optional
from weakref import WeakKeyDictionary

from .observer import Observer
from ..shorten import shorten
from .traced_coroutine import TracedCoroutine

# What the library does with a loop when it is over.
_ENDINGS = frozenset(["shutdown_asyncgens", "shutdown_default_executor"])

# These versions call a task "None" that a factory has made, and that was given no name.
_LOSES_NAMES = (3, 13) <= sys.version_info < (3, 13, 3)
_names: WeakKeyDictionary[Any, str] = WeakKeyDictionary()


def trace_tasks(loop: asyncio.AbstractEventLoop, observer: Observer) -> None:
    """Traces the tasks that the program makes from now on, whatever factory of its own it sets."""
    set_factory = loop.set_task_factory

    def set_own_factory(own: Optional[Callable[..., Any]]) -> None:
        set_factory(_factory(observer, own))

    set_own_factory(None)
    loop.set_task_factory = set_own_factory
    if _LOSES_NAMES:
        _keep_names(loop)


def _keep_names(loop: asyncio.AbstractEventLoop) -> None:
    create_task = loop.create_task

    def created(coroutine: Any, *, name: Optional[str] = None, **options: Any) -> Any:
        task = create_task(coroutine, name=name, **options)
        if name is None and task in _names:
            task.set_name(_names.pop(task))
        return task

    loop.create_task = created


def _factory(observer: Observer, own: Optional[Callable[..., Any]]) -> Callable[..., Any]:
    # From 3.13.3 on there are more options; all of them are the task's.
    def factory(loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any) -> Any:
        traced = coroutine if isinstance(coroutine, TracedCoroutine) else _traced(observer, coroutine)
        make = own or _task
        if traced is None:
            return make(loop, coroutine, **options)
        task = make(loop, traced, **options)
        observer.futures.belongs(task, traced.lane)
        if traced.lane.state == "queued":
            observer.lanes.schedule(traced.lane)
        return task

    return factory


def _task(loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any) -> Any:
    task = asyncio.Task(coroutine, loop=loop, **options)
    if _LOSES_NAMES:
        _names[task] = task.get_name()
    return task


def _traced(observer: Observer, coroutine: Any) -> Optional[TracedCoroutine]:
    """The coroutine, if it is the program's or the program has made a task of it."""
    code = getattr(coroutine, "cr_code", None)
    home = observer.places.of_function(code) if code else None
    name = getattr(coroutine, "__name__", None) or shorten(repr(coroutine))
    caller = sys._getframe(2)
    if home is None and (name.startswith("_") or name in _ENDINGS or observer.places.of_caller(caller) is None):
        # The library's own affair.
        return None
    parent = observer.caller(caller)
    lane = observer.lanes.call(name, parent.planned if parent else None, home)
    lane.made_at = observer.places.of_caller(caller)
    observer.lanes.create(lane, parent)
    return TracedCoroutine(observer, coroutine, lane)
