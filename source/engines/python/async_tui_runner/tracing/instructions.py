"""Where a frame is in its code."""

from __future__ import annotations

import dis
import sys
from types import CodeType, FrameType

_RETURN = dis.opmap["RETURN_VALUE"]
_YIELD = dis.opmap["YIELD_VALUE"]
_RERAISE = dis.opmap["RERAISE"]
_RESUME = dis.opmap.get("RESUME")

# By the identity of a code object, which is kept alive. Since 3.11, each access to `co_code` makes a copy.
_known: dict[int, tuple[bytes, CodeType]] = {}


def _bytes(code: CodeType) -> bytes:
    known = _known.get(id(code))
    if known is None:
        known = _known[id(code)] = (code.co_code, code)
    return known[0]


def is_return(frame: FrameType) -> bool:
    """Returns whether a frame returns, or has returned, at a `return`."""
    return _bytes(frame.f_code)[frame.f_lasti] == _RETURN


def has_returned(frame: FrameType) -> bool:
    """Returns whether the function of a frame, which has ended, returned rather than raised."""
    return dis.opname[_bytes(frame.f_code)[frame.f_lasti]].startswith("RETURN_")


def has_never_run(frame: FrameType) -> bool:
    """Returns whether a frame that has ended has never run: its coroutine was closed before its start."""
    return frame.f_lasti < 0


def ended_as_if_closed(frame: FrameType) -> bool:
    """Returns whether a generator that has ended last ran the `yield` at which it rested, or the end of a `finally`."""
    code, last = _bytes(frame.f_code), frame.f_lasti
    if code[last] == _YIELD:
        # Since 3.11, an await yields, too. After a `yield` follows a RESUME whose argument is 1.
        return _RESUME is None or code[last + 3] == 1
    return code[last] == _RERAISE


def is_at_start(frame: FrameType) -> bool:
    """Returns whether a frame that gets the thread gets it for the first time."""
    if sys.version_info >= (3, 11):
        # The frame is at a RESUME, whose argument is 0 only at the start. While it is being closed, it is at its await.
        code, last = _bytes(frame.f_code), frame.f_lasti
        return code[last] == _RESUME and code[last + 1] == 0
    return frame.f_lasti < 0
