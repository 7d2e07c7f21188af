"""The state of one lock, semaphore or queue, as far as it is known."""

from __future__ import annotations

from inspect import CO_COROUTINE
from itertools import count
from types import CodeType, FrameType
from typing import Any, Optional
from weakref import ref

from ..clock import now
from .call import Call
from .lane import Lane
from .observer import Observer

# An instruction of the program, and its line. The place is looked up only for a report.
Line = tuple[CodeType, int, int]

# The most holders that a lock remembers: code that takes from a queue may never give anything back.
MOST_HOLDERS = 1000
# The most givers that a queue remembers.
MOST_GIVERS = 8

_IMPORTER = "<frozen importlib._bootstrap>"

# Keys of holders whose identity another object has taken over. A real identity is never negative.
_gone = count(-1, -1)


class Holder:
    """A task that has a lock, or `count` items of a queue. Does not keep the task alive.

    `since`: when it got the first of them (ms of the runner's clock).
    `running`: the coroutine of that task. The call in it that took the lock is looked up only for a report.
    """

    __slots__ = ("running", "lane", "call", "line", "since", "count")

    def __init__(self, running: Any, line: Line) -> None:
        self.running: ref[Any] = ref(running)
        self.lane: Lane = running.calls.outer
        call = running.calls.deepest
        self.call: Optional[ref[Call]] = ref(call) if call is not None and call.frame.f_code is line[0] else None
        self.line = line
        self.since = now()
        self.count = 1

    def shown(self, observer: Observer) -> Optional[Lane]:
        """Returns the lane of the call that took the lock or, if that call has ended, the lane of its task."""
        running, call = self.running(), self.call and self.call()
        is_open = running is not None and call is not None and running.calls.is_open(call)
        lane = call.lane if call is not None and is_open else self.lane
        shown = lane.shown
        if shown is not None:
            observer.lanes.reveal(shown)
        return shown


class LockState:
    """`holders`: by the identity of what runs their tasks. None if they are unknown.

    `givers`: the lanes that have put into a queue without having taken from it. None if they are unknown.
    `is_waited`: whether a wait for it was reported. `limited_until`: until when (ms of the runner's clock) a timer could
    end a wait for it, as of the last report. `given_at`: on the same clock.
    """

    __slots__ = (
        "id",
        "owner",
        "made_at",
        "is_queue",
        "holders",
        "givers",
        "times",
        "given_at",
        "given",
        "is_waited",
        "limited_until",
    )

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
        self.limited_until: Optional[float] = None

    def took(self, running: Any, line: Optional[Line]) -> None:
        """Notes that `running` took the lock, or an item, at `line`.

        `running` is None if something other than a task of the program did.
        """
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

    def released(self, running: Any, frame: Optional[FrameType]) -> None:
        """Notes that `running` released the lock, or put an item into the queue, in the code of `frame`."""
        if not self.uncount(running):
            if self.is_queue:
                self._put(running, frame)
            else:
                # The lock is used as a signal: the tasks that release it are not those that acquire it.
                self.holders = None
        self.times += 1
        self.given_at = now()

    def uncount(self, running: Any) -> bool:
        """Returns whether `running` had the lock, or an item, and takes one from its count."""
        holders = self.holders
        known = holders.get(id(running)) if holders else None
        if known is None or holders is None or known.running() is not running:
            return False
        known.count -= 1
        if known.count == 0:
            del holders[id(running)]
        return True

    def _put(self, running: Any, frame: Optional[FrameType]) -> None:
        """Notes that `running`, which has taken nothing, put an item into the queue."""
        givers = self.givers
        if givers is None or _is_importing(frame):
            return
        if running is None or running.lane.is_answering:
            self.givers = None
        elif running.lane.id not in givers:
            givers[running.lane.id] = running.lane
            if len(givers) > MOST_GIVERS:
                self.givers = None


def _is_importing(frame: Optional[FrameType]) -> bool:
    """Returns whether a module is being imported, which happens once: a pool filled by it is not filled again."""
    while frame is not None and not frame.f_code.co_flags & CO_COROUTINE:
        caller = frame.f_back
        if caller is not None and caller.f_code.co_filename == _IMPORTER:
            return True
        frame = caller
    return False
