"""One row of a run."""

from __future__ import annotations

from typing import Optional

from .source_positions import Place


class Lane:
    """One task, call or generator, the top level of a program, or a function that runs in another thread.

    `planned`: the planned task that it works for. `serial`: their order. `made_at`: the line that made a task of it.
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
