"""Reports which tasks have a lock that others wait for."""

from __future__ import annotations

from typing import Any, Optional

from ..inspection import class_name
from ..trace_writer import TraceWriter
from .lock_state import Holder, Line, LockState
from .observer import Observer
from .time_limits import limited_until

# The most holders that are reported of a lock.
MOST = 8
# By how much, in ms, two readings of one timer may differ.
SAME_LIMIT = 10


class LockReports:
    def __init__(self, writer: TraceWriter, observer: Observer) -> None:
        self._writer = writer
        self._observer = observer

    def report(self, state: LockState, targets: Optional[dict[int, float]]) -> None:
        """Reports a lock while something waits for it. `targets`: of the timers, see `targets_of_timers`."""
        owner = state.owner()
        waiting = 0 if owner is None else len(waiters_of(owner))
        state.is_waited = waiting > 0
        if waiting:
            state.limited_until = self._limited_until(owner, state, targets)
            self._writer.emit(
                "lock-changed",
                lock=state.id,
                what=class_name(type(owner)),
                waiting=waiting,
                madeAt=self._place(state.made_at),
                given=self._given(state),
                givers=self._givers(state),
                limitedUntil=None if state.limited_until is None else self._writer.since(state.limited_until),
                # Where a timer that is not known may end the wait, those who have the lock prove nothing.
                **(self._holders(state) if targets is not None else {}),
            )

    def report_limit(self, state: LockState, targets: dict[int, float]) -> None:
        """Reports a lock again if a timer has been set, moved or cancelled since that may end a wait for it."""
        owner = state.owner()
        if owner is None:
            state.is_waited = False
            return
        before, until = state.limited_until, self._limited_until(owner, state, targets)
        if (before is None) != (until is None) or abs((until or 0.0) - (before or 0.0)) > SAME_LIMIT:
            self.report(state, targets)

    def _holders(self, state: LockState) -> dict[str, Any]:
        """Returns the holders of a lock. Empty if one of them is unknown."""
        if state.holders is None:
            return {}
        holders = sorted(state.holders.values(), key=lambda holder: holder.since)
        lanes = [holder.shown(self._observer) for holder in holders]
        if None in lanes:
            return {}
        reported = [self._holder(holder, lane.id) for holder, lane in zip(holders[:MOST], lanes) if lane]
        return {"holders": reported, "held": sum(holder.count for holder in holders)}

    def _holder(self, holder: Holder, task: str) -> dict[str, Any]:
        place = self._place(holder.line)
        since = self._writer.since(holder.since)
        return {"task": task, "since": since, **({"place": place} if place else {})}

    def _given(self, state: LockState) -> Optional[dict[str, Any]]:
        if not state.times:
            return None
        given: dict[str, Any] = {"times": state.times, "at": self._writer.since(state.given_at)}
        if state.given:
            given["place"] = self._place(state.given)
        return given

    def _limited_until(self, owner: Any, state: LockState, targets: Optional[dict[int, float]]) -> Optional[float]:
        if not targets:
            return None
        running = [holder.running() for holder in (state.holders or {}).values()]
        tasks = [each.task() for each in running if each is not None and each.calls is not None and each.task]
        return limited_until(owner, tasks, targets)

    def _givers(self, state: LockState) -> Optional[list[str]]:
        if not state.is_queue or state.givers is None:
            return None
        lanes = [lane.shown for lane in state.givers.values()]
        if None in lanes:
            return None
        for lane in lanes:
            self._observer.lanes.reveal(lane)  # type: ignore[arg-type]
        return list({lane.id for lane in lanes if lane})

    def _place(self, line: Optional[Line]) -> Any:
        return line and self._observer.places.of_instruction(*line)


def waiters_of(owner: Any) -> list[Any]:
    """Returns the futures of the tasks that wait in any of the methods of a lock, a queue or an event."""
    lists = [getattr(owner, name, None) for name in ("_waiters", "_getters", "_putters")]
    lists.append(getattr(getattr(owner, "_finished", None), "_waiters", None))
    return [future for waiters in lists if waiters for future in waiters if not future.done()]
