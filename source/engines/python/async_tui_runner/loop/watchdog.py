"""A thread that finds where the loop's thread is while the loop is blocked."""

from __future__ import annotations

import _thread
import threading
from json import encoder
from sys import _current_frames
from time import sleep
from types import CodeType
from typing import Callable, Optional

from ..channel import Channel
from ..clock import now
from ..planned_tasks import PlannedTask
from ..trace_writer import TraceWriter
from ..tracing.call_stack import LONG, StackEntry
from ..tracing.counted_calls import CountedCalls
from ..tracing.source_positions import Place, SourcePositions
from ..tracing.thread_stack import Stack, stack_of
from ..watch.tracebacks import is_runner
from .blocks import PUNCTUAL, Blocks, Sighting
from .thread_usage import had_by_others, kept_by_runner, since

# A loop that has not turned for this long, in ms, is blocked.
SILENCE = 150
INTERVAL = 25
# The same while the loop has nothing to do. Shorter than SILENCE: a block is seen as soon as after INTERVAL.
IDLE_INTERVAL = 75
# How often something is sent, in ms: from silence the host concludes that the interpreter's lock is held.
SIGN = 75

# The runner's own code that blocks the thread for a program: a what-if.
_blocking_code = PlannedTask.block_thread.__code__


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

    def _sighting(self, at: float, stack: Stack) -> Sighting:
        return Sighting(at, lambda: self._places.of_stack(stack))

    def _watch(self, watched: object, thread: int) -> None:
        blocks = self._blocks
        before = reading = blocks.usage.read()
        woken_at = now()
        # The block in progress: when it started, and when and where the thread was seen in it. `passing`: a place seen
        # once.
        start = seen_at = 0.0
        seen: Optional[Place] = None
        passing: Optional[Place] = None
        # The wait that nothing can end, as of the last turn, and the block in which one was reported.
        endless: Optional[str] = None
        reported = 0.0
        while self._watched is watched:
            self._channel.send_keepalive(SIGN)
            slept_at = now()
            blocks.usage.runner += slept_at - woken_at
            interval = IDLE_INTERVAL if blocks.alive_at is None else INTERVAL
            sleep(interval / 1000)
            woken_at = now()
            if woken_at - slept_at - interval > PUNCTUAL:
                blocks.punctual_since = woken_at
            # Before anything here releases the lock: the thread may have just returned from the call that held it, and
            # must not run on before it is seen.
            alive_at, changed_at = blocks.alive_at, blocks.stack.changed_at
            stack: Stack = []
            if alive_at is not None and woken_at - max(alive_at, changed_at) >= SILENCE:
                stack = stack_of(_current_frames().get(thread))
                if stack and stack[0].f_code is self.hook:
                    del stack[0]
                if seen_at <= max(alive_at, changed_at) and not _is_runners(stack):
                    blocks.sighting = self._sighting(woken_at, stack)
            self.each_turn()

            if alive_at is None:
                continue
            is_new = max(alive_at, changed_at) != start
            if is_new:
                start, before, endless = max(alive_at, changed_at), reading, None
            reading = blocks.usage.read()
            used = since(before, reading)
            at = now()
            if at - start >= LONG and used["preempted"] is None:
                blocks.saw(_instruction(thread), at)
            ms = at - start - (used["preempted"] or 0.0)
            top = blocks.stack.top
            before_that, endless = endless, self.endless_wait(thread) if stack and ms >= SILENCE else None
            if endless and endless == before_that and reported != start:
                reported = start
                self._emit(at, start, top, stack, used, endless)
            if ms < SILENCE or (seen_at > start and at - seen_at < SILENCE) or blocks.have_loops_ended():
                continue
            if not stack or self._watched is not watched or _is_runners(stack):
                continue
            if blocks.alive_at != alive_at or blocks.stack.changed_at != changed_at:
                continue
            place = self._places.of_stack(stack)
            if seen_at > start:
                # A place that is seen once may be where the stretch is just ending: a new place counts once it is seen
                # twice.
                if place == seen or place != passing:
                    passing = place
                    continue
            passing = seen = place
            seen_at = at
            blocks.sighting = self._sighting(at, stack)
            kept, others = kept_by_runner(before, reading, at - start, used), had_by_others(before, reading)
            if blocks.is_verified(at - start, used, start, kept, others):
                self._emit(at, start, top, stack, used)

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
