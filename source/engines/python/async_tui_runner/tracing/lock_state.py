"""What is known of one lock, semaphore or queue."""

from __future__ import annotations

from types import CodeType, FrameType
from typing import Any, Optional
from weakref import ref

from ..clock import now
from .lane import Lane
from .observer import Observer

# The most that a lock remembers of those who have it: who takes from a queue may never give back.
MOST_HOLDERS = 1000
# The most that a queue remembers of those who put into it.
MOST_GIVERS = 8


class Line:
    """An instruction of the program, whose place is looked up only if it is reported."""

    __slots__ = ("code", "instruction", "number")

    def __init__(self, frame: FrameType) -> None:
        self.code: CodeType = frame.f_code
        self.instruction = frame.f_lasti
        self.number = frame.f_lineno


class Holder:
    """Who has it, or items of it: `count` of them, the first since `since`. Keeps nothing of the program alive."""

    __slots__ = ("task", "running", "lane", "line", "since", "count")

    def __init__(self, task: Any, running: Any, line: Optional[Line]) -> None:
        self.task = ref(task)
        # The coroutine of the task, and its lane; the call in it that took is looked up only if it is reported.
        self.running = ref(running)
        self.lane: Lane = running.lane
        self.line = line
        self.since = now()
        self.count = 1


class LockState:
    """`holders`: by the identity of their tasks. None where it is not known who they are.

    `givers`: the lanes that have put into a queue without having taken from it. None where it is not known.
    `is_waited`: a wait for it was reported.
    """

    __slots__ = ("id", "made_at", "holders", "givers", "times", "given_at", "given", "is_waited", "is_queue", "owner")

    def __init__(self, id: str, owner: Any, made_at: Optional[Line], is_queue: bool) -> None:
        self.id = id
        self.owner = owner
        self.made_at = made_at
        self.is_queue = is_queue
        self.holders: Optional[dict[int, Holder]] = {}
        self.givers: Optional[dict[str, Lane]] = {}
        self.times = 0
        self.given_at = 0.0
        self.given: Optional[Line] = None
        self.is_waited = False

    def taken(self, task: Any, running: Any, line: Optional[Line]) -> None:
        holders = self.holders
        if holders is None:
            return
        if task is None or running is None or line is None or len(holders) >= MOST_HOLDERS:
            self.holders = None
            return
        key = id(task)
        known = holders.get(key)
        if known is not None:
            if known.task() is task:
                known.count += 1
                return
            # Of a task that is gone, whose place in memory this one has.
            holders[-1 - self._free(holders)] = holders.pop(key)
        holders[key] = Holder(task, running, line)

    def given_back(self, task: Any) -> bool:
        """Whether a holder has given it back, and not another one."""
        holders = self.holders
        if holders is None or task is None:
            return False
        known = holders.get(id(task))
        if known is None or known.task() is not task:
            return False
        known.count -= 1
        if known.count == 0:
            del holders[id(task)]
        return True

    def put(self, running: Any) -> None:
        """Something was put into a queue by who has taken nothing."""
        givers = self.givers
        if givers is None:
            return
        if running is None:
            self.givers = None
        elif running.lane.id not in givers:
            givers[running.lane.id] = running.lane
            if len(givers) > MOST_GIVERS:
                self.givers = None

    @staticmethod
    def _free(holders: dict[int, Holder]) -> int:
        number = len(holders)
        while -1 - number in holders:
            number += 1
        return number


def lane_of(holder: Holder, observer: Observer) -> Optional[Lane]:
    """The lane of the call that took it or, where that has ended, of its task."""
    running, line = holder.running(), holder.line
    lane = holder.lane
    if running is not None and line is not None:
        lane = running.calls.of_code(line.code) or lane
    shown = lane.shown
    if shown is not None:
        observer.lanes.reveal(shown)
    return shown
