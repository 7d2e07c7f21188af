"""Where in its code a frame stands."""

from __future__ import annotations

import dis
import sys
from types import CodeType, FrameType

_RETURN = dis.opmap["RETURN_VALUE"]
_RESUME = dis.opmap.get("RESUME")

# By the identity of the code, which is kept alive: since 3.11 it makes a copy each time that it is asked.
_known: dict[int, tuple[bytes, CodeType]] = {}


def _bytes(code: CodeType) -> bytes:
    known = _known.get(id(code))
    if known is None:
        known = _known[id(code)] = (code.co_code, code)
    return known[0]


def is_return(frame: FrameType) -> bool:
    """Whether it returns, or has returned, at a `return`."""
    return _bytes(frame.f_code)[frame.f_lasti] == _RETURN


def has_returned(frame: FrameType) -> bool:
    """Whether its function, which has ended, has returned, and not raised."""
    return dis.opname[_bytes(frame.f_code)[frame.f_lasti]].startswith("RETURN_")


def is_at_start(frame: FrameType) -> bool:
    """Whether a frame that gets the thread gets it for the first time."""
    if sys.version_info >= (3, 11):
        # Where it stands is a RESUME: its argument says after what, and 0 is the start. What is closed stands at its await.
        code, last = _bytes(frame.f_code), frame.f_lasti
        return code[last] == _RESUME and code[last + 1] == 0
    return frame.f_lasti < 0
