"""A thread that finds where the loop's thread is while the loop is blocked."""

from __future__ import annotations

import _thread
import threading
from json import encoder
from sys import _current_frames
from time import sleep
from types import CodeType
from typing import Callable, NamedTuple, Optional

from ..channel import Channel
from ..clock import now
from ..planned_tasks import PlannedTask
from ..trace_writer import TraceWriter
from ..tracing.call_stack import LONG, StackEntry
from ..tracing.counted_calls import CountedCalls
from ..tracing.source_positions import SourcePositions
from ..tracing.thread_stack import Stack, stack_of
from ..watch.tracebacks import is_runner
from .blocks import PUNCTUAL, Blocks, Sighting
from .current_stretch import CurrentStretch

# A loop that has not turned for this long, in ms, is blocked.
SILENCE = 150
INTERVAL = 25
# The same while the loop has nothing to do. Shorter than SILENCE: a block is seen as soon as after INTERVAL.
IDLE_INTERVAL = 75
# How often something is sent, in ms: from silence the host concludes that the interpreter's lock is held.
SIGN = 75

# The runner's own code that blocks the thread for a program: a what-if.
_blocking_code = PlannedTask.block_thread.__code__


class _Look(NamedTuple):
    """One look at a thread. `alive_at`, `changed_at`: its signs of life. `stack`: empty while it shows some."""

    thread: int
    alive_at: float
    changed_at: float
    stack: Stack

    @property
    def last_sign(self) -> float:
        return max(self.alive_at, self.changed_at)


class Watchdog:
    """Watches one thread, from `watch` to `unwatch`."""

    def __init__(
        self, writer: TraceWriter, places: SourcePositions, blocks: Blocks, counted: CountedCalls, channel: Channel
    ) -> None:
        self._channel = channel
        self._writer = writer
        self._places = places
        self._blocks = blocks
        self._counted = counted
        # Changes with each `watch`; None while no thread is watched.
        self._watched: Optional[object] = None
        # Returns the wait that blocks the thread, given by its identity, if nothing can end that wait.
        self.endless_wait: Callable[[int], Optional[str]] = lambda thread: None
        # Called every 25 ms, more rarely while the loop has nothing to do.
        self.each_turn: Callable[[], None] = lambda: None
        # A function of the runner that the interpreter may call anywhere in the program.
        self.hook: Optional[CodeType] = None

    def watch(self, thread: Optional[int] = None) -> None:
        """Starts to watch a thread, by default the one that calls."""
        watched = self._watched = object()
        # Not with `threading`, where the program counts its own threads.
        _thread.start_new_thread(self._watch, (watched, thread or threading.get_ident()))

    def unwatch(self) -> None:
        """Stops watching: what the thread does from now on does not belong to the program."""
        self._watched = None

    def _watch(self, watched: object, thread: int) -> None:
        stretch = CurrentStretch(self._blocks.usage.read())
        woken_at = now()
        while self._watched is watched:
            self._channel.send_keepalive(SIGN)
            woken_at = self._sleep(woken_at)
            # Before anything here releases the lock: the thread may have just returned from the call that held it, and
            # must not run on before it is seen.
            look = self._look_at(thread, stretch, woken_at)
            self.each_turn()
            if look is not None:
                self._judge(stretch, look, watched)

    def _sleep(self, working_since: float) -> float:
        """Sleeps until the next turn. Returns when it woke up."""
        blocks = self._blocks
        slept_at = now()
        blocks.usage.runner += slept_at - working_since
        interval = IDLE_INTERVAL if blocks.alive_at is None else INTERVAL
        sleep(interval / 1000)
        woken_at = now()
        if woken_at - slept_at - interval > PUNCTUAL:
            blocks.punctual_since = woken_at
        return woken_at

    def _look_at(self, thread: int, stretch: CurrentStretch, at: float) -> Optional[_Look]:
        """Looks whether the thread is alive, and where it is if not. None while the loop has nothing to do."""
        blocks = self._blocks
        alive_at, changed_at = blocks.alive_at, blocks.stack.changed_at
        if alive_at is None:
            return None
        look = _Look(thread, alive_at, changed_at, [])
        if at - look.last_sign < SILENCE:
            return look
        stack = stack_of(_current_frames().get(thread))
        if stack and stack[0].f_code is self.hook:
            del stack[0]
        if not stretch.was_seen(look.last_sign) and not _is_runners(stack):
            blocks.sighting = self._sighting(at, stack)
        return look._replace(stack=stack)

    def _judge(self, stretch: CurrentStretch, look: _Look, watched: object) -> None:
        """Reports the block in which the thread is, once it is certain, and each new place of the thread in it."""
        blocks, stack = self._blocks, look.stack
        stretch.begin(look.last_sign)
        used = stretch.measure(blocks.usage.read())
        at = now()
        ms = at - stretch.start
        if ms >= LONG and used["preempted"] is None:
            blocks.saw(_instruction(look.thread), at)
        top = blocks.stack.top
        is_silent = bool(stack) and ms - (used["preempted"] or 0.0) >= SILENCE
        endless = self.endless_wait(look.thread) if is_silent else None
        if stretch.waits_endlessly(endless):
            self._emit(at, stretch.start, top, stack, used, endless)
        if not is_silent or stretch.was_seen(at - SILENCE) or blocks.have_loops_ended():
            return
        if self._watched is not watched or _is_runners(stack) or self._has_moved_on(look):
            return
        if stretch.moved_to(self._places.of_stack(stack), at):
            blocks.sighting = self._sighting(at, stack)
            if blocks.is_verified(ms, used, stretch.start, *stretch.others(at, used)):
                self._emit(at, stretch.start, top, stack, used)

    def _has_moved_on(self, look: _Look) -> bool:
        """Returns whether the thread has shown a sign of life since."""
        return self._blocks.alive_at != look.alive_at or self._blocks.stack.changed_at != look.changed_at

    def _sighting(self, at: float, stack: Stack) -> Sighting:
        return Sighting(at, lambda: self._places.of_stack(stack))

    def _emit(
        self,
        at: float,
        start: float,
        top: Optional[StackEntry],
        stack: Stack,
        used: dict[str, Optional[float]],
        endless: Optional[str] = None,
    ) -> None:
        lane = top.of.running().shown if top else None
        if lane:
            self._counted.reveal(lane)
        self._writer.emit(
            "loop-blocked",
            at,
            since=self._writer.since(start),
            task=lane.id if lane else None,
            place=self._places.of_stack(stack),
            inside=stack[0].f_code.co_name,
            endless=endless,
            **used,
        )


def _is_runners(stack: Stack) -> bool:
    """Returns whether the thread is doing the runner's own work, so that the program's code has already left it."""
    code = next((code for code, *_ in stack if code.co_filename != encoder.__file__), None)
    is_holding = any(code is _blocking_code for code, *_ in stack[:2])
    return code is not None and is_runner(code.co_filename) and not is_holding


def _instruction(thread: int) -> object:
    """Returns a value that identifies the instruction at which a thread is."""
    frame = _current_frames().get(thread)
    return frame and (id(frame), frame.f_lasti)
