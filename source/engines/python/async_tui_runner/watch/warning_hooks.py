"""Reports Python's warnings and uncaught exceptions as warnings of the trace."""

from __future__ import annotations

import asyncio
import re
import sys
import threading
import warnings
from asyncio.constants import DEBUG_STACK_DEPTH
from functools import wraps
from sys import _getframe
from types import FrameType, FunctionType, ModuleType, SimpleNamespace
from typing import Any, Callable, Optional

from ..inspection import is_a
from ..shorten import shorten, shown
from ..trace_writer import TraceWriter
from ..tracing.observer import Observer, current
from .tracebacks import forget_runner, is_runner

# How many frames Python records of where a coroutine was created, if the program asked for nothing, or for the debug mode
# of asyncio. Each takes up to a microsecond, for every coroutine: four find the line behind the decorators of a library.
# In the debug mode, they leave room for the runner's frames. No program asks for these numbers.
_DEFAULT, _DEBUG = 4, 27
_ASKED = {_DEFAULT: 0, _DEBUG: DEBUG_STACK_DEPTH}

_NOWHERE = ("sys", 1) if sys.version_info < (3, 13) else ("<sys>", 0)
_NEVER_AWAITED = "was never awaited"

# The longest message, in characters.
LONGEST = 1000

# Python's warning about a fork, since 3.12. It counts the threads that the system knows, which include the runner's.
_forks = re.compile(r"^This process \(pid=\d+\) is multi-threaded, use of \w+\(\) may lead to deadlocks in the child\.$")
_origin = re.compile(r'File "(.+)", line (\d+)')
_frame = re.compile(r'(  File "(.+)", line \d+, in .+\n(?:    .*\n?)?)')

_get_depth = sys.get_coroutine_origin_tracking_depth
_set_depth = sys.set_coroutine_origin_tracking_depth


class WarningHooks:
    """`forwards_to_stderr`: whether Python also prints warnings to standard error, as it does without the runner."""

    def __init__(self, writer: TraceWriter, observer: Observer, forwards_to_stderr: bool) -> None:
        self._writer = writer
        self._observer = observer
        self._forwards_to_stderr = forwards_to_stderr

    def report_unretrieved(self) -> None:
        """Makes tasks that still exist report failures that were never retrieved, as collected tasks do."""
        for found in self._observer.failed:
            task = found()
            if task is not None and task._log_traceback:
                task.__del__()

    def report_pending(self) -> None:
        """Makes tasks that will never continue report that.

        At the end of the interpreter, tasks do so before their coroutines are closed.
        """
        known: Any = getattr(asyncio.tasks, "_scheduled_tasks", None) or getattr(asyncio.tasks, "_all_tasks", ())
        for task in sorted(known, key=asyncio.Task.get_name):
            if is_a(task, asyncio.Task) and not task.done() and task._log_destroy_pending:
                task.__del__()
                task._log_destroy_pending = False

    def watch(self) -> None:
        """Starts to report warnings, and exceptions that no code can catch."""
        _set_depth(_DEFAULT)
        sys.get_coroutine_origin_tracking_depth = _depth_of_program
        sys.set_coroutine_origin_tracking_depth = _set_depth_of_program
        if self._forwards_to_stderr:
            warnings._showwarnmsg = self._heard(warnings._showwarnmsg)
        else:
            warnings.showwarning = self._warned
        self._watch_unawaited()
        set_hook(sys, "unraisablehook", self._hook(sys.unraisablehook))
        set_hook(threading, "excepthook", self._hook(threading.excepthook))

    def watch_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Starts to report what the loop's default exception handler receives, unless the program has set another."""
        handle = loop.default_exception_handler

        def handled(context: dict[str, Any]) -> None:
            self._in_loop(context)
            if self._forwards_to_stderr:
                handle(context)

        loop.default_exception_handler = handled

    def _hook(self, report: Callable[[Any], object]) -> Callable[[Any], None]:
        def lost(how: Any) -> None:
            source = getattr(how, "object", None)
            if type(source) is FunctionType and is_runner(source.__code__.co_filename):
                # The stack had no room for a hook of the runner.
                return
            with self._observer.limit:
                self._lost(how.exc_value)
            if self._forwards_to_stderr:
                forget_runner(how.exc_value)
                # This includes a thread that `sys.exit` ended, for which nothing is printed.
                report(how)

        return lost

    def _heard(self, show: Callable[[Any], None]) -> Callable[[Any], None]:
        def on_message(message: Any) -> None:
            warning = message.message
            if _is_about_runner(message.category, str(warning)):
                return
            self._warned(warning, message.category, message.filename, message.lineno)
            if is_runner(message.filename):
                message.filename, message.lineno = _outside(_getframe().f_back, message.filename)
                message.source = None
            show(message)

        return on_message

    def _in_loop(self, context: dict[str, Any]) -> None:
        error = context.get("exception")
        message = context.get("message", "")
        if type(message) is not str:
            message = shown(message)
        task = context.get("task")
        lane = self._observer.futures.lane(context.get("future") if task is None else task)
        place = (lane.made_at or lane.place) if lane else None
        lane = lane.shown if lane else None
        if is_a(error, BaseException):
            failure = self._observer.failures.of(error, lane.place if lane else None)
            message = f"{message}: {_said(failure)}"
            place = failure.get("place")
        self._emit("loop-exception", message, lane.id if lane else None, place)

    def _lost(self, error: Optional[BaseException]) -> None:
        if error is not None and not is_a(error, SystemExit):
            failure = self._observer.failures.of(error)
            lane = self._observer.elsewhere.lane or current.get()
            lane = lane.shown if lane else None
            self._emit("uncaught", _said(failure), lane.id if lane else None, failure.get("place"))

    def _warned(self, message: Any, category: type, filename: str, lineno: int, *_: Any) -> None:
        text = str(message).split("\n", 1)[0]
        if not text.endswith(_NEVER_AWAITED):
            place = self._observer.places.of_line(filename, lineno)
            self._emit("runtime", f"{category.__name__}: {text}", None, place)

    def _watch_unawaited(self) -> None:
        """Reports coroutines that were never awaited, whatever the program's filters make of Python's warning."""

        def warn(message: str, *, stacklevel: int, **options: Any) -> None:
            text, *origin = message.split("\n", 1)
            with self._observer.limit:
                self._unawaited(text, "".join(origin), _getframe(1).f_back)
            depth = _depth_of_program()
            lines = [_of_program(each, depth) for each in origin if depth > 0]
            warnings.warn("\n".join([text, *lines]), stacklevel=stacklevel + 1, **options)

        # Python's own function, with this `warn`. Since 3.14 it is an attribute of `_wm`.
        names = {**vars(warnings), "warn": warn, "_wm": SimpleNamespace(warn=warn)}
        warnings._warn_unawaited_coroutine = FunctionType(warnings._warn_unawaited_coroutine.__code__, names)

    def _unawaited(self, text: str, origin: str, frame: Optional[FrameType]) -> None:
        """Reports a coroutine by the lines that created it. `frame`: where it was collected, if they are unknown."""
        places = self._observer.places
        found = (places.of_line(path, int(line)) for path, line in reversed(_origin.findall(origin)))
        place = next((place for place in found if place), None)
        if place is None and frame is not None:
            place = places.of_line(frame.f_code.co_filename, frame.f_lineno)
        self._emit("never-awaited", text, None, place)

    def _emit(self, kind: str, message: str, task: Optional[str], place: Any) -> None:
        message = shorten(message, LONGEST)
        self._writer.emit("warning-raised", kind=kind, message=message, task=task, place=place)


def _said(failure: dict[str, Any]) -> str:
    """Returns an error as one text: its name, and its message if it has one."""
    return ": ".join(filter(None, [failure["name"], failure["message"]]))


def set_hook(module: ModuleType, name: str, hook: Callable[..., None]) -> None:
    """Sets a hook. By its original, `__name__`, libraries see whether the program has set one."""
    original = f"__{name}__"
    if getattr(module, original, None) is getattr(module, name):
        setattr(module, original, hook)
    setattr(module, name, hook)


@wraps(_get_depth)
def _depth_of_program() -> int:
    depth = _get_depth()
    return _ASKED.get(depth, depth)


@wraps(_set_depth)
def _set_depth_of_program(depth: int) -> None:
    _set_depth(_DEBUG if depth == DEBUG_STACK_DEPTH else depth)


def _of_program(origin: str, depth: int) -> str:
    """Returns the text on where a coroutine was created, without the runner's frames."""
    head, *frames = _frame.split(origin)
    shown = [frame for path, frame in zip(frames[1::3], frames[::3]) if not is_runner(path)]
    return (head + "".join(shown[-depth:])).rstrip("\n")


def _is_about_runner(category: type, text: str) -> bool:
    """Returns whether a warning is about the runner's threads: a program without threads of its own may fork."""
    return category is DeprecationWarning and _forks.search(text) is not None and threading.active_count() == 1


def _outside(frame: Optional[FrameType], path: str) -> tuple[str, int]:
    """Returns file and line of the closest frame that is not the runner's, outward from a runner's frame in `path`."""
    while frame is not None and frame.f_code.co_filename != path:
        frame = frame.f_back
    while frame is not None and is_runner(frame.f_code.co_filename):
        frame = frame.f_back
    # What Python reports when no Python code is running.
    return (frame.f_code.co_filename, frame.f_lineno) if frame else _NOWHERE
