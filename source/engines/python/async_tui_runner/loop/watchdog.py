"""A thread beside the loop's, which sees where that one is when it is blocked."""

from __future__ import annotations

import _thread
import faulthandler
import sys
import threading
import time
from json import encoder
from types import FrameType
from typing import Callable, Optional

from ..channel import copy
from ..clock import now
from ..planned_tasks import PlannedTask
from ..trace_writer import TraceWriter
from ..tracing.call_stack import LONG
from ..tracing.counted_calls import CountedCalls
from ..tracing.source_positions import RUNNER, Place, SourcePositions
from .blocks import PUNCTUAL, Blocks, Sighting
from .thread_usage import had_by_others, kept_by_runner, since

# A loop that has been silent for so long, in ms, is blocked.
SILENCE = 150
INTERVAL = 25
# When this thread could not run for so long, in ms, the interpreter's lock is held, and Python says by itself where.
# The host reads that on standard error.
HELD = 300
ARMED_EVERY = 2
_own_error: list[int] = []

# The runner's own code that holds the thread for a program: a what-if.
_holding = PlannedTask.hold_thread.__code__


class Watchdog:
    """Watches the thread that calls `watch`, until `unwatch`."""

    def __init__(self, writer: TraceWriter, places: SourcePositions, blocks: Blocks, counted: CountedCalls) -> None:
        self._writer = writer
        self._places = places
        self._blocks = blocks
        self._counted = counted
        # Changes with each `watch`; None while nobody does.
        self._watched: Optional[object] = None
        # Whether Python itself says where a thread is that holds the interpreter's lock.
        self.dumps = True
        # Called every 25 ms.
        self.each_turn: Callable[[], None] = lambda: None

    def watch(self, thread: Optional[int] = None) -> None:
        """`thread`: which one; by default the one that calls."""
        watched = self._watched = object()
        # At once: the thread that calls may hold the lock before the other one gets it for the first time.
        self._arm()
        # Not by `threading`: the program counts its own threads there.
        _thread.start_new_thread(self._watch, (watched, thread or threading.get_ident()))

    def unwatch(self) -> None:
        """What the thread does from now on is not the program's."""
        self._watched = None

    def _arm(self) -> None:
        if self.dumps:
            faulthandler.dump_traceback_later(HELD / 1000, file=_standard_error())

    def _watch(self, watched: object, thread: int) -> None:
        blocks = self._blocks
        turns = 0
        armed_at = now()
        # When Python has said by itself where the thread was.
        dumped_at = 0.0
        before = reading = blocks.usage.read()
        woken_at = now()
        # The silence that is looked at: since when, what had been used by then, and where the thread was seen in it.
        start = seen_at = 0.0
        seen: Optional[Place] = None
        passing: Optional[Place] = None
        while self._watched is watched:
            if self.dumps and now() - armed_at >= HELD:
                dumped_at = armed_at + HELD
            if turns % ARMED_EVERY == 0:
                self._arm()
                armed_at = now()
            turns += 1
            slept_at = now()
            blocks.usage.runner += slept_at - woken_at
            time.sleep(INTERVAL / 1000)
            woken_at = now()
            if woken_at - slept_at - INTERVAL > PUNCTUAL:
                blocks.punctual_since = woken_at
            self.each_turn()

            alive_at, changed_at = blocks.alive_at, blocks.stack.changed_at
            if alive_at is None:
                continue
            is_new = max(alive_at, changed_at) != start
            if is_new:
                start, before = max(alive_at, changed_at), reading
            reading = blocks.usage.read()
            used = since(before, reading)
            at = now()
            if at - start >= LONG and used["preempted"] is None:
                blocks.saw(_instruction(thread), at)
            ms = at - start - (used["preempted"] or 0.0)
            if ms < SILENCE or (seen_at > start and at - seen_at < SILENCE) or blocks.is_over():
                continue
            top = blocks.stack.top
            frame = sys._current_frames().get(thread)
            if frame is None or self._watched is not watched or _is_runners(frame, self._places):
                continue
            if blocks.alive_at != alive_at or blocks.stack.changed_at != changed_at:
                continue
            inside = frame.f_code.co_name
            place = self._places.of_caller(frame)
            del frame
            if seen_at > start:
                # A place that is seen once may be where the stretch just ends: another one counts when it is seen twice.
                if place == seen or place != passing:
                    passing = place
                    continue
            passing = seen = place
            seen_at = at
            blocks.sighting = Sighting(at, place)
            if (self.dumps and at - armed_at >= HELD) or dumped_at > start:
                # The host knows. Where the thread gets to next is news again.
                dumped_at = 0.0
                continue
            kept, others = kept_by_runner(before, reading, at - start, used), had_by_others(before, reading)
            if blocks.is_verified(at - start, used, start, kept, others):
                lane = top.of.running().shown if top else None
                if lane:
                    self._counted.reveal(lane)
                self._writer.emit(
                    "loop-blocked",
                    at,
                    since=self._writer.since(start),
                    task=lane.id if lane else None,
                    place=place,
                    inside=inside,
                    **used,
                )
        if self._watched is None and self.dumps:
            faulthandler.cancel_dump_traceback_later()


def _is_runners(frame: FrameType, places: SourcePositions) -> bool:
    """Whether what the thread does there is the runner's own work. Whatever was on the thread is not there any more."""
    code = frame.f_code
    if code.co_filename == encoder.__file__ and frame.f_back:
        code = frame.f_back.f_code
    return places.kind(code.co_filename) == RUNNER and code is not _holding


def _instruction(thread: int) -> object:
    """Where a thread is."""
    frame = sys._current_frames().get(thread)
    return frame and (id(frame), frame.f_lasti)


def _standard_error() -> int:
    """A copy, which outlives whatever the program does with its own."""
    if not _own_error:
        _own_error.append(copy(2))
    return _own_error[0]
