"""Makes every asyncio task a traced one."""

from __future__ import annotations

import asyncio
import sys
from sys import _getframe
from types import CodeType, CoroutineType, FrameType
from typing import Any, Optional
from weakref import ref

from ..inspection import class_name, is_a
from ..recursion_limit import set_limit
from ..shorten import shorten
from ..watch.tracebacks import is_runner
from .cancellation import cause_of
from .file_owners import RUNNER, RUNTIME
from .lane import Lane
from .observer import Observer
from .traced_coroutine import TracedCoroutine
from .unawaited_tasks import note_task

# What the library runs on a loop before it closes the loop.
_ENDINGS = frozenset(["shutdown_asyncgens", "shutdown_default_executor"])

_original: Any = asyncio.Task


def trace_tasks(observer: Observer) -> None:
    """Makes asyncio, and whatever is imported from it later, create traced tasks from now on."""
    task = _task_class(observer)
    asyncio.Task = asyncio.tasks.Task = task
    # The library's eager factory holds a reference to the original class: create another one.
    create = getattr(asyncio.tasks, "create_eager_task_factory", None)
    if create:
        asyncio.eager_task_factory = asyncio.tasks.eager_task_factory = create(task)


def _task_class(observer: Observer) -> Any:
    traced_of: Any = None

    class Task(_original):
        """A task whose coroutine is traced, and that notes the cause of its cancellation."""

        __slots__ = ("_traced",)

        def __init__(self, coro: Any, **options: Any) -> None:
            limit = observer.limit
            set_limit(limit.high)
            paused = observer.pause()
            try:
                traced = _traced(observer, coro, options.get("name"), _getframe().f_back)
                if traced is not None:
                    traced_of.__set__(self, traced)
                    traced.task = ref(self)
                    traced.has_own_context = options.get("context") is None
            finally:
                if paused:
                    observer.resume()
                try:
                    set_limit(limit.low)
                except RecursionError:
                    pass
            try:
                super().__init__(coro if traced is None else traced, **options)
            except BaseException:
                if traced is not None:
                    observer.lanes.end(traced.lane, "cancelled")
                raise
            if traced is not None and traced.lane.state == "queued":
                observer.lanes.schedule(traced.lane)

        def cancel(self, *message: Any, **named: Any) -> bool:
            try:
                done: bool = super().cancel(*message, **named)
            except RecursionError:
                # Tasks that await each other pass a cancellation on endlessly: note it once for each of them.
                traced = _traced_of(self)
                if traced is not None and traced.calls.by is None:
                    report_request(traced, _getframe().f_back)
                raise
            traced = _traced_of(self)
            if done and traced is not None:
                report_request(traced, _getframe().f_back)
            return done

        def get_stack(self, *, limit: Optional[int] = None) -> list[FrameType]:
            frames = [frame for frame in super().get_stack() if not is_runner(frame.f_code.co_filename)]
            if limit is None:
                return frames
            # For a failed task, the library counts from the outermost frame.
            return frames[: max(0, limit)] if self.done() else frames[max(0, len(frames) - limit) :]

        def set_name(self, value: Any, /) -> None:
            super().set_name(value)
            traced = _traced_of(self)
            if traced is not None and value is not None:
                observer.lanes.name(traced.lane, shorten(self.get_name()))

        def get_coro(self) -> Any:
            coroutine = super().get_coro()
            return coroutine.coroutine if type(coroutine) is TracedCoroutine else coroutine

        @property
        def _coro(self) -> Any:
            # The library reads this attribute to print a task, and for its stack.
            coroutine = self.get_coro()
            frame = coroutine.cr_frame if type(coroutine) is CoroutineType else None
            is_ours = frame is not None and is_runner(frame.f_code.co_filename)
            return coroutine.cr_await or coroutine if is_ours else coroutine

    traced_of = Task.__dict__["_traced"]

    def _traced_of(task: Any) -> Optional[TracedCoroutine]:
        try:
            traced: TracedCoroutine = traced_of.__get__(task)
            return traced
        except AttributeError:
            return None

    def report_request(traced: TracedCoroutine, frame: Optional[FrameType]) -> None:
        with observer.limit:
            cause = cause_of(frame, observer)
            observer.lanes.request_cancel(traced.lane, cause)
            traced.calls.cancelled_by(cause)

    def lane_of(task: Any) -> Optional[Lane]:
        if not is_a(task, Task):
            return None
        traced = _traced_of(task)
        return traced.lane if traced else None

    def inner_of(task: Any) -> Optional[Lane]:
        traced = _traced_of(task) if is_a(task, Task) else None
        return traced.deepest().shown if traced else None

    # The program must not notice the difference.
    Task.__qualname__ = _original.__qualname__
    Task.__module__ = _original.__module__
    Task.__doc__ = _original.__doc__
    observer.futures.lane = lane_of
    observer.futures.inner = inner_of
    return Task


def _traced(
    observer: Observer, coroutine: Any, name: Optional[object], frame: Optional[FrameType]
) -> Optional[TracedCoroutine]:
    kind = type(coroutine)
    if kind is TracedCoroutine:
        # The coroutine of a planned task.
        return coroutine
    if kind is not CoroutineType and not asyncio.iscoroutine(coroutine):
        # The task itself raises the error.
        return None
    code = coroutine.cr_code if kind is CoroutineType else getattr(coroutine, "gi_code", None)
    home = observer.places.of_function(code) if code else None
    # By its code, as for a call that no task runs: `functools.wraps` copies the name of another function.
    function = (code.co_name if home else coroutine.__name__) if code else class_name(kind)
    maker = observer.places.maker(frame)
    if maker is None and code and observer.places.owners[code.co_filename] == RUNNER:
        return None
    incoming = observer.incoming_of(coroutine) if home is None and kind is CoroutineType else None
    if incoming is not None:
        lane = observer.lanes.call(incoming.name, None, None, "request")
        lane.incoming = incoming
        lane.is_answering = True
        incoming.task = lane.id
        observer.lanes.create(lane)
        return TracedCoroutine(observer, coroutine, lane)
    parent = observer.running(frame)
    if home is None and (maker is None or code is None or function in _ENDINGS or _is_internal(observer, code)):
        lane = observer.lanes.silent(function, parent)
    else:
        lane = observer.lanes.call(function, parent.planned if parent else None, home)
        lane.made_at = observer.places.of_frame(maker) if maker else None
        label = name if type(name) is str else _name_for(frame)
        lane.label = label and shorten(label)
    observer.lanes.create(lane, parent)
    traced = TracedCoroutine(observer, coroutine, lane)
    if not lane.is_silent:
        # What a library's task creates counts as created by the code that this task works for.
        lane.owner = None
    if parent is not None:
        note_task(parent, lane, ref(traced))
    return traced


def _is_internal(observer: Observer, code: CodeType) -> bool:
    """Returns whether a function is one that Python's library has for itself, such as those of `create_server`."""
    return code.co_name.startswith("_") and observer.places.owners[code.co_filename] == RUNTIME


def _name_for(frame: Optional[FrameType]) -> Optional[str]:
    """Returns the name that the library gives to a task after its creation, as it does before 3.12. None otherwise."""
    for _ in range(3):
        if frame is None or sys.version_info >= (3, 12):
            break
        code = frame.f_code
        if code.co_name == "create_task" and "name" in code.co_varnames:
            name = frame.f_locals["name"]
            if type(name) is str:
                return name
        frame = frame.f_back
    return None
