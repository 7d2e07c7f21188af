"""What is known of one lock, semaphore or queue."""

from __future__ import annotations

from itertools import count
from time import perf_counter
from types import CodeType
from typing import Any, Optional
from weakref import ref

from .lane import Lane
from .observer import Observer

# An instruction of the program, and its line: its place is looked up only if it is reported.
Line = tuple[CodeType, int, int]

# The most that a lock remembers of those who have it: who takes from a queue may never give back.
MOST_HOLDERS = 1000
# The most that a queue remembers of those who put into it.
MOST_GIVERS = 8

# Keys of holders whose place in memory another one has: no identity is negative.
_gone = count(-1, -1)


class Holder:
    """Who has it, or items of it: `count` of them, the first since `since` (s). Keeps nothing of the program alive.

    `running`: the coroutine of its task; the call in it that took is looked up only if it is reported.
    """

    __slots__ = ("running", "lane", "line", "since", "count")

    def __init__(self, running: Any, line: Line) -> None:
        self.running: ref[Any] = ref(running)
        self.lane: Lane = running.calls.outer
        self.line = line
        self.since = perf_counter()
        self.count = 1

    def shown(self, observer: Observer) -> Optional[Lane]:
        """The lane of the call that took it or, where that has ended, of its task."""
        running = self.running()
        lane = (running and running.calls.of_code(self.line[0])) or self.lane
        shown = lane.shown
        if shown is not None:
            observer.lanes.reveal(shown)
        return shown


class LockState:
    """`holders`: by the identity of what runs their tasks. None where it is not known who they are.

    `givers`: the lanes that have put into a queue without having taken from it. None where it is not known.
    `is_waited`: a wait for it was reported. `given_at`: in s.
    """

    __slots__ = ("id", "owner", "made_at", "is_queue", "holders", "givers", "times", "given_at", "given", "is_waited")

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

    def took(self, running: Any, line: Optional[Line]) -> None:
        """`running` has taken it, or an item of it, at that line. None: something else than a task of the program has."""
        holders = self.holders
        if holders is None:
            return
        if running is None or running.calls is None or line is None or len(holders) >= MOST_HOLDERS:
            self.holders = None
            return
        known = holders.get(id(running))
        if known is not None and known.running() is running:
            known.count += 1
            return
        if known is not None:
            holders[next(_gone)] = known
        holders[id(running)] = Holder(running, line)

    def gave(self, running: Any) -> None:
        """`running` has released it, or put an item into it."""
        if not self.gave_back(running):
            if self.is_queue:
                self._put(running)
            else:
                # A signal: it is given by others than those who take it.
                self.holders = None
        self.times += 1
        self.given_at = perf_counter()

    def gave_back(self, running: Any) -> bool:
        """Whether `running` had it, or an item of it. Then it has one less."""
        holders = self.holders
        known = holders.get(id(running)) if holders else None
        if known is None or holders is None or known.running() is not running:
            return False
        known.count -= 1
        if known.count == 0:
            del holders[id(running)]
        return True

    def _put(self, running: Any) -> None:
        """Something was put into a queue by who has taken nothing."""
        givers = self.givers
        if givers is None:
            return
        if running is None or running.lane.is_answering:
            self.givers = None
        elif running.lane.id not in givers:
            givers[running.lane.id] = running.lane
            if len(givers) > MOST_GIVERS:
                self.givers = None
