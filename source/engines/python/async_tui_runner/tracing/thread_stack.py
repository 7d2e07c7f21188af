"""Where a thread is, as the watchdog sees it."""

from __future__ import annotations

from types import CodeType, FrameType
from typing import NamedTuple, Optional

# How many frames are looked at: the innermost one of the program is rarely deeper.
_DEEPEST = 50


class Instruction(NamedTuple):
    """Where a frame was."""

    f_code: CodeType
    f_lasti: int
    f_lineno: int


# From the innermost frame outwards.
Stack = list[Instruction]


def stack_of(frame: Optional[FrameType]) -> Stack:
    """Where the innermost frames of a thread are. Calls nothing that lets go of the interpreter's lock."""
    stack: Stack = []
    while frame is not None and len(stack) < _DEEPEST:
        stack.append(Instruction(frame.f_code, frame.f_lasti, frame.f_lineno))
        frame = frame.f_back
    return stack
