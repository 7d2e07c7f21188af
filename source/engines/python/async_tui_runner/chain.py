"""From a suspended coroutine down to what it waits for."""

from __future__ import annotations

import gc
from types import CodeType, FrameType
from typing import Any, Callable, NamedTuple, Optional

# Awaitables of the interpreter that hide what they drive.
_OPAQUE = frozenset(
    ["async_generator_asend", "async_generator_athrow", "anext_awaitable", "coroutine_wrapper"],
)
_DEEPEST = 500


class Link(NamedTuple):
    """A coroutine or generator whose code is in a shown file, and its frame."""

    owner: Any
    frame: FrameType


class Chain(NamedTuple):
    """Suspended code, from the outermost to the deepest.

    `library`: the frame that the deepest link has called, if that is not the program's. `end`: what the deepest link
    waits for, where it is not a coroutine or generator of the interpreter.
    """

    links: list[Link]
    library: Optional[FrameType]
    end: Any


def follow(coroutine: Any, shows: Callable[[CodeType], bool], stop: type) -> Chain:
    """The chain below a coroutine, down to the first object of the type `stop`."""
    links: list[Link] = []
    library = None
    awaitable = coroutine
    for _ in range(_DEEPEST):
        if awaitable is None or isinstance(awaitable, stop):
            break
        frame = _frame_of(awaitable)
        if frame is not None:
            if shows(frame.f_code):
                links.append(Link(awaitable, frame))
                library = None
            elif library is None:
                library = frame
        following = _awaited_by(awaitable)
        if following is None:
            break
        awaitable = following
    return Chain(links, library, awaitable)


def _frame_of(awaitable: Any) -> Optional[FrameType]:
    for name in ("cr_frame", "ag_frame", "gi_frame"):
        frame = getattr(awaitable, name, None)
        if frame is not None:
            return frame
    return None


def _awaited_by(awaitable: Any) -> Any:
    for name in ("cr_await", "ag_await", "gi_yieldfrom"):
        following = getattr(awaitable, name, None)
        if following is not None:
            return following
    if type(awaitable).__name__ in _OPAQUE:
        for referent in gc.get_referents(awaitable):
            if _frame_of(referent) is not None or type(referent).__name__ in _OPAQUE:
                return referent
    return None
