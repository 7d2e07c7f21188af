"""The stack of a thread, as the watchdog sees it."""

from __future__ import annotations

from types import CodeType, FrameType
from typing import NamedTuple, Optional

# How many frames are read: the innermost one of the program is rarely deeper.
_DEEPEST = 50


class Instruction(NamedTuple):
    """The instruction at which a frame was. The fields are named as those of a frame."""

    f_code: CodeType
    f_lasti: int
    f_lineno: int


# From the innermost frame outward.
Stack = list[Instruction]


def stack_of(frame: Optional[FrameType]) -> Stack:
    """Returns where the innermost frames of a thread are. Calls nothing that releases the interpreter's lock."""
    stack: Stack = []
    while frame is not None and len(stack) < _DEEPEST:
        stack.append(Instruction(frame.f_code, frame.f_lasti, frame.f_lineno))
        frame = frame.f_back
    return stack
