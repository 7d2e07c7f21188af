"""One row of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from .source_positions import Place

if TYPE_CHECKING:
    from .counted_calls import Untold


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

    @property
    def shown(self) -> Optional[Lane]:
        """The lane of the trace: itself or, where it is silent, the closest one above it."""
        return self.above if self.is_silent else self
