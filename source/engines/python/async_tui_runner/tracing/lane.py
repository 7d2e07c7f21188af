"""One row of a run."""

from __future__ import annotations

from typing import Any, Optional, Protocol

from .source_positions import Place


class Incoming(Protocol):
    """A request that came in, whose lane ends with its response."""

    name: str
    task: str

    def settle(self, at: float, outcome: str, result: Any) -> tuple[str, Optional[str]]: ...


class Lane:
    """One task, call or generator, the top level of a program, or a function that runs in another thread.

    `planned`: the planned task that it works for. `serial`: their order. `made_at`: the line that made a task of it.
    `label`: the name that the program has given to the task. `is_silent`: it is a library's own task, of which nothing
    is reported; what the program does in it belongs below the lane `above`.
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
        "untold",
        "made",
        "incoming",
        "is_answering",
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
        # How many suspensions hot loops have counted, and since when.
        self.counted_from = 0.0
        self.counted = 0
        # A call that nothing was reported of yet: see `CountedCalls`.
        self.untold: Optional[Untold] = None
        # The tasks that the coroutine of its task, and all that this awaits, have made: see `note_task`.
        self.made: list[tuple[Lane, Lane, Any]] = []
        # The request that it answers.
        self.incoming: Optional[Incoming] = None
        # It works for a request that came in: what it has done, it does again for the next one.
        self.is_answering = False

    @property
    def shown(self) -> Optional[Lane]:
        """The lane of the trace: itself or, where it is silent, the closest one above it."""
        return self.above if self.is_silent else self


class Function:
    """What is known of the calls of one function. `until`: new calls are kept back until then."""

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


class Untold:
    """A call that nothing was reported of yet. `waits`: when, for what and where it waited, and when it went on.

    `begun_at`: in the program's own time, see `CountedCalls`.
    """

    __slots__ = ("function", "parent", "created_at", "begun_at", "started_at", "busy", "waits")

    def __init__(self, function: Function, parent: Optional[Lane], at: float, begun_at: float) -> None:
        self.function = function
        self.parent = parent
        self.created_at = at
        self.begun_at = begun_at
        self.started_at = at
        # ms on the thread that are not part of its caller's.
        self.busy = 0.0
        self.waits: list[list[Any]] = []
