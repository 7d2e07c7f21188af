"""Removes the runner's frames from tracebacks and stacks, so that they read as they do without the runner."""

from __future__ import annotations

import asyncio
import builtins
import inspect
import logging
import os
import traceback
from functools import wraps
from types import TracebackType
from typing import Any, Callable, Optional

from ..inspection import fields_of, is_a

_traceback = BaseException.__dict__["__traceback__"]
_cause = BaseException.__dict__["__cause__"].__get__
_context = BaseException.__dict__["__context__"].__get__
# Exists since 3.11.
_Group: Any = vars(builtins).get("BaseExceptionGroup")


def traceback_of(error: BaseException) -> Optional[TracebackType]:
    """Returns the traceback of an error, even if its class overrides the attribute."""
    found: Optional[TracebackType] = _traceback.__get__(error)
    return found


def cause_of(error: BaseException) -> Optional[BaseException]:
    """Returns the error that an error was raised from. None if there is none."""
    found: Optional[BaseException] = _cause(error)
    return found


def members_of(error: BaseException) -> tuple[BaseException, ...]:
    """Returns the members of an exception group, also of the package for older versions of Python. Empty for others."""
    if _Group is not None and is_a(error, _Group):
        members = _Group.__dict__["exceptions"].__get__(error)
    else:
        members = fields_of(error).get("_exceptions")
    if type(members) is not tuple or not all(is_a(member, BaseException) for member in members[:1]):
        return ()
    return members


def forget_runner(error: Optional[BaseException]) -> None:
    """Removes the runner's frames from an error, its causes and contexts, and the members of its groups."""
    waiting = [error]
    seen: set[int] = set()
    while waiting:
        error = waiting.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        _traceback.__set__(error, _without_runner(traceback_of(error)))
        waiting += [cause_of(error), _context(error), *members_of(error)]


def forget_callers(error: BaseException) -> None:
    """Removes the frames that called the library, which Python before 3.12 adds only where an exception is caught."""
    entry = traceback_of(error)
    while entry is not None and not _is_of_library(entry.tb_frame.f_code.co_filename):
        entry = entry.tb_next
    if entry is not None:
        _traceback.__set__(error, entry)


def print_without_runner() -> None:
    """Makes the library skip the runner's frames when it prints a traceback or a stack, or returns a list of frames."""
    for name in ("walk_tb", "walk_stack", "_walk_tb_with_full_positions"):
        walk = getattr(traceback, name, None)
        if walk:
            setattr(traceback, name, _filtered(walk))
    for name in ("getouterframes", "getinnerframes"):
        setattr(inspect, name, _listed(getattr(inspect, name)))
    logging._srcfile = _LoggingFile(logging._srcfile)


class _LoggingFile(str):
    """The file whose frames the library skips to find the code that logs. Equals the runner's files, too."""

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other) or (type(other) is str and is_runner(other))


def _filtered(walk: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @wraps(walk)
    def walked(entry: Any) -> Any:
        if entry is None:
            # `walk_stack` then finds its caller by counting frames, which a generator in between would upset.
            return walk(entry)
        return (found for found in walk(entry) if not is_runner(found[0].f_code.co_filename))

    return walked


def _listed(frames: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    @wraps(frames)
    def listed(entry: Any, context: int = 1) -> list[Any]:
        return [info for info in frames(entry, context) if not is_runner(info.frame.f_code.co_filename)]

    return listed


def _without_runner(entry: Optional[TracebackType]) -> Optional[TracebackType]:
    while entry is not None and is_runner(entry.tb_frame.f_code.co_filename):
        entry = entry.tb_next
    first = entry
    while entry is not None:
        following = entry.tb_next
        while following is not None and is_runner(following.tb_frame.f_code.co_filename):
            following = following.tb_next
        entry.tb_next = following
        entry = following
    return first


def _is_of_library(path: str) -> bool:
    return os.path.dirname(path) == os.path.dirname(asyncio.__file__)


def is_runner(path: str) -> bool:
    """Returns whether code with this file name belongs to the runner."""
    return path.startswith("<async_tui_runner")
