"""The tasks that have the locks, semaphores and queues of asyncio for which others wait."""

from __future__ import annotations

from asyncio import locks, queues
from functools import wraps
from itertools import count
from sys import _getframe
from types import FrameType
from typing import Any, Callable, Optional
from weakref import ref

from ..inspection import class_name, is_a
from ..trace_writer import TraceWriter
from .file_owners import PROGRAM
from .lock_reports import LockReports
from .lock_state import Line, LockState
from .observer import Observer
from .outside_wakes import lanes_waiting_for, note_woken, watch_other_threads
from .time_limits import targets_of_timers

# The most locks that are reported at a time.
MOST_AT_ONCE = 100
# How often, in ms, the timers are read again for locks that have not changed, and for how many of them.
LIMITS = 1000
MOST_LIMITS = 20

_KINDS = (locks.Lock, locks.Semaphore, queues.Queue)

_Function = Callable[..., Any]


class Locks:
    """Notes which task takes and gives back what. While something waits, reports that at most once per beat.

    The code that runs for each lock calls as few functions as possible: before Python 3.12 each of its calls is traced.
    """

    def __init__(self, writer: TraceWriter, observer: Observer) -> None:
        self._observer = observer
        self._reports = LockReports(writer, observer)
        # By identity: comparing or hashing a lock may run code of the program.
        self._states: dict[int, LockState] = {}
        self._numbers = count(1)
        # The locks to report, in the order in which they changed.
        self._changed: dict[str, LockState] = {}
        # The reported locks for which something waits, and when their time limits are looked at again.
        self._waited: dict[str, LockState] = {}
        self._limits_due = 0.0

    def watch(self) -> None:
        for kind in _KINDS:
            _replace(kind, "__init__", self._making)
        for kind in (locks.Lock, locks.Semaphore):
            _replace(kind, "acquire", self._acquiring)
            _replace(kind, "release", self._giving)
        _replace(queues.Queue, "get_nowait", self._taking)
        _replace(queues.Queue, "put_nowait", self._giving)
        _replace(queues.Queue, "task_done", self._finishing)
        _replace(locks.Event, "set", self._setting)
        watch_other_threads()

    def waited(self, owner: Any, function: str) -> dict[str, Any]:
        """Returns what a task waits for that is suspended in a method of a lock."""
        on: dict[str, Any] = {"kind": "lock", "what": class_name(type(owner))}
        if any(is_a(owner, kind) for kind in _KINDS):
            state = self._of(owner)
            state.is_waited = True
            self._changed[state.id] = state
            on["lock"] = state.id
            on["method"] = "acquire" if function == "__aenter__" else function
        return on

    def report(self, at: float, loop: Any) -> None:
        """Reports the locks that something on the loop waits for, if they or their time limits have changed."""
        is_due = at >= self._limits_due and bool(self._waited)
        targets = targets_of_timers(loop) if self._changed or is_due else {}
        if is_due and targets is not None:
            self._limits_due = at + LIMITS
            for state in _first(self._waited, MOST_LIMITS):
                self._reports.report_limit(state, targets)
                self._keep(state)
        for state in _first(self._changed, MOST_AT_ONCE):
            self._reports.report(state, targets)
            self._keep(state)

    def _keep(self, state: LockState) -> None:
        if state.is_waited:
            self._waited[state.id] = state
        else:
            self._waited.pop(state.id, None)

    def _of(self, owner: Any, made_at: Optional[Line] = None) -> LockState:
        key = id(owner)
        known = self._states.get(key)
        if known is None:
            states = self._states
            owned = ref(owner, lambda _: states.pop(key, None))
            is_queue = is_a(owner, queues.Queue)
            known = states[key] = LockState(f"L{next(self._numbers)}", owned, made_at, is_queue)
        return known

    def _line(self, frame: Optional[FrameType]) -> Optional[Line]:
        """Returns the closest line of the program, from `frame` outward. None if there is none."""
        owners = self._observer.places.owners
        while frame is not None:
            if owners[frame.f_code.co_filename] == PROGRAM:
                return frame.f_code, frame.f_lasti, frame.f_lineno
            frame = frame.f_back
        return None

    def _running(self) -> Any:
        """Returns what is on this thread: a traced coroutine, or the top level of the program."""
        top = self._observer.stack.top
        return top and top.of

    def _took(self, owner: Any, frame: Optional[FrameType]) -> None:
        state = self._states.get(id(owner)) or self._of(owner)
        if state.holders is not None:
            state.took(self._running(), self._line(frame))
            if state.is_waited:
                self._changed[state.id] = state

    def _gave(self, owner: Any, frame: Optional[FrameType]) -> None:
        state = self._states.get(id(owner)) or self._of(owner)
        state.released(self._running(), frame)
        if state.is_waited:
            state.given = self._line(frame)
            self._changed[state.id] = state

    def _finished(self, owner: Any) -> None:
        state = self._of(owner)
        if not state.uncount(self._running()):
            # The tasks that finish items are not those that took them.
            state.holders = None
        if state.is_waited:
            self._changed[state.id] = state

    def _making(self, initialize: _Function) -> _Function:
        @wraps(initialize)
        def initialized(owner: Any, *arguments: Any, **options: Any) -> None:
            initialize(owner, *arguments, **options)
            # Another lock may have had the same identity before.
            self._states.pop(id(owner), None)
            self._of(owner, self._line(_getframe().f_back))

        return initialized

    def _acquiring(self, acquire: _Function) -> _Function:
        @wraps(acquire)
        async def acquire_observed_lock(owner: Any, *arguments: Any, **options: Any) -> Any:
            result = await acquire(owner, *arguments, **options)
            self._took(owner, _getframe().f_back)
            return result

        return acquire_observed_lock

    def _taking(self, get_nowait: _Function) -> _Function:
        @wraps(get_nowait)
        def taken(owner: Any, *arguments: Any, **options: Any) -> Any:
            item = get_nowait(owner, *arguments, **options)
            self._took(owner, _getframe().f_back)
            return item

        return taken

    def _giving(self, give: _Function) -> _Function:
        @wraps(give)
        def given(owner: Any, *arguments: Any, **options: Any) -> Any:
            waiting = None if self._observer.stack.top else lanes_waiting_for(owner, self._observer)
            result = give(owner, *arguments, **options)
            self._gave(owner, _getframe().f_back)
            if waiting:
                note_woken(waiting, _getframe().f_back)
            return result

        return given

    def _setting(self, set_event: _Function) -> _Function:
        @wraps(set_event)
        def set_observed_event(event: Any) -> None:
            waiting = None if self._observer.stack.top else lanes_waiting_for(event, self._observer)
            set_event(event)
            if waiting:
                note_woken(waiting, _getframe().f_back)

        return set_observed_event

    def _finishing(self, task_done: _Function) -> _Function:
        @wraps(task_done)
        def finished(owner: Any, *arguments: Any, **options: Any) -> Any:
            result = task_done(owner, *arguments, **options)
            self._finished(owner)
            return result

        return finished


def _first(states: dict[str, LockState], most: int) -> list[LockState]:
    """Removes the first states, at most so many, and returns them."""
    return [states.pop(next(iter(states))) for _ in range(min(most, len(states)))]


def _replace(kind: Any, name: str, wrapped: Callable[[_Function], _Function]) -> None:
    """Wraps a method of the library. Leaves a method alone that something else has replaced."""
    method = vars(kind).get(name)
    if getattr(method, "__module__", None) == kind.__module__ and not hasattr(method, "__wrapped__"):
        setattr(kind, name, wrapped(method))
