"""One lane of a run."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from typing import Any, Optional, Protocol

from .source_positions import Place


class Incoming(Protocol):
    """An incoming request, whose lane ends with its response."""

    name: str
    task: str

    def settle(
        self, at: float, outcome: str, result: Any, error: Optional[dict[str, Any]]
    ) -> tuple[str, Optional[str], Optional[dict[str, Any]]]: ...


class Lane:
    """One task, call or generator, the top level of a program, or a function that runs in another thread.

    `planned`: the planned task that it works for. `serial`: its number in the order of creation. `made_at`: the line
    that created its task. `label`: the name that the program gave to the task. `is_silent`: it is a library's own task
    and is not reported; what the program does in that task belongs below the lane `above`.
    """

    __slots__ = (
        "id",
        "serial",
        "kind",
        "name",
        "planned",
        "state",
        "home",
        "made_at",
        "place",
        "resumed_at",
        "is_silent",
        "above",
        "label",
        "is_renamed",
        "counted_from",
        "counted",
        "unreported",
        "cycles",
        "owner",
        "made",
        "incoming",
        "is_answering",
        "is_woken",
        "__weakref__",
    )

    def __init__(
        self, id: str, serial: int, kind: str, name: str, planned: Optional[str], home: Optional[Place]
    ) -> None:
        self.id = id
        self.serial = serial
        self.kind = kind
        self.name = name
        self.planned = planned
        self.state = "unknown"
        self.home = home
        self.made_at: Optional[Place] = None
        self.place: Optional[Place] = None
        self.resumed_at = 0.0
        self.is_silent = False
        self.above: Optional[Lane] = None
        self.label: Optional[str] = None
        self.is_renamed = False
        # How many suspensions `HotLoops` has counted, and since when.
        self.counted_from = 0.0
        self.counted = 0
        # Set while a call is not reported yet: see `CountedCalls`.
        self.unreported: Optional[UnreportedCall] = None
        # Set while its suspensions are counted: see `HotLoops`.
        self.cycles: Optional[Cycles] = None
        # The lane of its task's coroutine. None: it is that lane itself.
        self.owner: Optional[Lane] = None
        # The tasks created by the coroutine, and by everything that it awaits: see `note_task`.
        self.made: Optional[list[tuple[Lane, Lane, Any]]] = None
        # The incoming request that it answers.
        self.incoming: Optional[Incoming] = None
        # Whether it works for an incoming request: what it has done will happen again for the next request.
        self.is_answering = False
        # Whether a timer, a signal, I/O or another thread has ended its wait for a lock.
        self.is_woken = False

    @property
    def shown(self) -> Optional[Lane]:
        """The lane in the trace: itself or, if it is silent, the closest lane above."""
        return self.above if self.is_silent else self


class Cycles:
    """The suspensions of a lane that are counted, since the one at `since`. `loop`: the event loop that it runs on.

    `for_calls`: it is counted only while it waits for calls that are counted too. The last cycle is reported in full
    once the counting ends: from the suspension at `before`, which ended at `resumed_at`, to the one at `at`.
    """

    __slots__ = ("loop", "for_calls", "since", "times", "busy", "before", "resumed_at", "at", "on", "place")

    def __init__(self, loop: AbstractEventLoop, since: float, for_calls: bool) -> None:
        self.loop = loop
        self.for_calls = for_calls
        self.since = since
        self.times = 0
        self.busy = 0.0
        self.before = self.resumed_at = self.at = since
        self.on: dict[str, Any] = {}
        self.place: Optional[Place] = None


class Function:
    """The calls of one function. `until`: new calls are held back until then."""

    __slots__ = ("name", "place", "counted_from", "counted", "until", "since", "times", "busy", "longest")

    def __init__(self, name: str, place: Place) -> None:
        self.name = name
        self.place = place
        self.counted_from = 0.0
        self.counted = 0
        self.until = 0.0
        self.since = 0.0
        self.times = 0
        self.busy = 0.0
        self.longest = 0.0


class UnreportedCall:
    """A call that is not reported yet. `waits`: when, for what and where it waited, and when it resumed.

    `begun_at`: in the program's own time, see `CountedCalls`.
    """

    __slots__ = ("function", "parent", "created_at", "begun_at", "started_at", "busy", "waits")

    def __init__(self, function: Function, parent: Optional[Lane], at: float, begun_at: float) -> None:
        self.function = function
        self.parent = parent
        self.created_at = at
        self.begun_at = begun_at
        self.started_at = at
        # How many ms it was on the thread, without stretches that are part of its caller's.
        self.busy = 0.0
        self.waits: list[list[Any]] = []
