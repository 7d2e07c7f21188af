"""Follows a suspended coroutine down to what it waits for."""

from __future__ import annotations

import gc
import inspect
import sys
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, GeneratorType
from typing import Any, Optional

from ..inspection import class_name
from .file_owners import PROGRAM, Owners

# Awaitables of the interpreter that do not expose what they drive.
_OPAQUE = frozenset(
    ["async_generator_asend", "async_generator_athrow", "anext_awaitable", "coroutine_wrapper"],
)
# Functions that only pass on what they await: the runner's function that acquires a lock, and the library's `wait_for`,
# which wraps what it awaits in a task before 3.12.
_PASSING = frozenset(["acquire_observed_lock", *(["wait_for"] if sys.version_info >= (3, 12) else [])])
_THROWN = "async_generator_athrow"
_COMPREHENSIONS = frozenset(["<listcomp>", "<setcomp>", "<dictcomp>"])
_ASYNC = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


# A coroutine or generator of the program, its frame, the suspended frame, and whether it is a generator that an
# exception is thrown into. The suspended frame is its own, or that of a comprehension inside, which is a separate
# function before 3.12. A tuple: making an object of a class takes several times as long.
Link = tuple[Any, FrameType, FrameType, bool]


class Chain:
    """A chain of suspended code, from the outermost link to the deepest.

    `library`: the library's frame that the deepest link has called, if any. `is_limited`: whether that wait has a time
    limit. `end`: what the deepest link waits for, if that is not a coroutine or generator of the interpreter.
    """

    __slots__ = ("links", "library", "is_limited", "end")

    def __init__(self, links: list[Link], library: Optional[FrameType], end: Any, is_limited: bool = False) -> None:
        self.links = links
        self.library = library
        self.is_limited = is_limited
        self.end = end


def follow(coroutine: Any, owners: Owners, stop: type) -> Chain:
    """Returns the chain below a coroutine, down to the first object of the type `stop`."""
    links: list[Link] = []
    library = None
    is_limited = closing = False
    awaitable = coroutine
    while awaitable is not None:
        kind = type(awaitable)
        if kind is CoroutineType:
            frame = awaitable.cr_frame
            following = awaitable.cr_await
        elif kind is stop:
            break
        elif kind is GeneratorType:
            frame = awaitable.gi_frame
            following = awaitable.gi_yieldfrom
        else:
            frame = _frame_of(awaitable)
            following = _awaited_by(awaitable)
        if frame is not None:
            code = frame.f_code
            if owners[code.co_filename] == PROGRAM:
                if links and code.co_name in _COMPREHENSIONS:
                    owner, outer, _, is_closing = links[-1]
                    links[-1] = (owner, outer, frame, is_closing)
                else:
                    links.append((awaitable, frame, frame, closing))
                library = None
                is_limited = False
            elif library is None or library.f_code.co_name in _PASSING:
                is_limited = is_limited or code.co_name == "wait_for"
                library = frame
        if following is None:
            break
        closing = kind is not CoroutineType and class_name(kind) == _THROWN
        awaitable = following
    return Chain(links, library, awaitable, is_limited)


def _frame_of(awaitable: Any) -> Optional[FrameType]:
    """Returns the frame of a built-in kind of awaitable. None for other classes, whose attributes may run user code."""
    kind = type(awaitable)
    frame: Optional[FrameType] = None
    if kind is CoroutineType:
        frame = awaitable.cr_frame
    elif kind is AsyncGeneratorType:
        frame = awaitable.ag_frame
    elif kind is GeneratorType:
        frame = awaitable.gi_frame
    return frame


def _awaited_by(awaitable: Any) -> Any:
    kind = type(awaitable)
    if kind is CoroutineType:
        return awaitable.cr_await
    if kind is AsyncGeneratorType:
        return awaitable.ag_await
    if kind is GeneratorType:
        return awaitable.gi_yieldfrom
    if class_name(kind) in _OPAQUE:
        for referent in gc.get_referents(awaitable):
            if _frame_of(referent) is not None or class_name(type(referent)) in _OPAQUE:
                return referent
    return None


def closes(awaitable: Any) -> bool:
    """Returns whether `aclose` of an async generator made this awaitable.

    `athrow` makes one with an exception in it.
    """
    return class_name(type(awaitable)) == _THROWN and not any(type(held) is tuple for held in gc.get_referents(awaitable))


def is_call(frame: FrameType, owners: Owners) -> bool:
    """Returns whether a frame belongs to an async function of the program."""
    code = frame.f_code
    return code.co_flags & _ASYNC != 0 and owners[code.co_filename] == PROGRAM and code.co_name not in _COMPREHENSIONS


def running(frame: Optional[FrameType], owners: Owners, stop: CodeType) -> list[FrameType]:
    """Returns the frames of async functions of the program that are running, from the outermost below `stop` inward."""
    frames: list[FrameType] = []
    while frame is not None:
        code = frame.f_code
        if code is stop:
            break
        # The same test as in `is_call`, without the cost of a function call.
        if code.co_flags & _ASYNC and owners[code.co_filename] == PROGRAM and code.co_name not in _COMPREHENSIONS:
            frames.append(frame)
        frame = frame.f_back
    frames.reverse()
    return frames
