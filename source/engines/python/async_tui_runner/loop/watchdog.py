"""A thread beside the loop's, which sees where that one is when it is blocked."""

from __future__ import annotations

import _thread
import faulthandler
import sys
import threading
import time
from typing import Callable, Optional, Protocol

from ..channel import Channel, copy
from ..clock import now
from ..tracing.source_positions import Place, SourcePositions
from ..trace_writer import TraceWriter
from ..tracing.call_stack import CallStack

# A loop that has been silent for so long, in ms, is blocked.
SILENCE = 150
INTERVAL = 25
# When this thread could not run for so long, in ms, the interpreter's lock is held, and Python says by itself where.
# The host reads that on standard error.
HELD = 300
ARMED_EVERY = 2
STANDARD_ERROR = copy(2)

# While something is told, whatever was on the thread is not there any more.
_writing = Channel.write.__code__


class Watched(Protocol):
    """What the watchdog reads of a loop, and the sighting that it leaves there."""

    watched: Optional[object]
    beat_at: float
    thread: CallStack
    each_turn: Callable[[], None]
    sighting: tuple[float, Optional[Place]]


def watch(loop: Watched, writer: TraceWriter, places: SourcePositions) -> None:
    """Watches the loop of the thread that calls."""
    # At once: the thread that calls may hold the lock before the other one gets it for the first time.
    _arm()
    # Not by `threading`: the program counts its own threads there.
    _thread.start_new_thread(_watch, (loop, loop.watched, writer, places, threading.get_ident()))


def _arm() -> None:
    faulthandler.dump_traceback_later(HELD / 1000, file=STANDARD_ERROR)


def _watch(loop: Watched, watched: object, writer: TraceWriter, places: SourcePositions, thread: int) -> None:
    seen_beat = 0.0
    seen_at = 0.0
    since = 0.0
    seen: Optional[Place] = None
    turns = 0
    while loop.watched is watched:
        if turns % ARMED_EVERY == 0:
            _arm()
        turns += 1
        slept_at = now()
        time.sleep(INTERVAL / 1000)
        was_held = now() - slept_at > HELD
        loop.each_turn()

        beat_at, top = loop.beat_at, loop.thread.top
        is_new = beat_at != seen_beat
        # Another task can take the thread, and hold it, before the loop has turned.
        is_next = top is not None and top.since > seen_at and now() - top.since >= SILENCE
        is_later = now() - seen_at >= SILENCE
        if now() - beat_at < SILENCE or not (is_new or is_next or is_later):
            continue
        frame = sys._current_frames().get(thread)
        if frame is None or frame.f_code is _writing or loop.beat_at != beat_at or loop.watched is not watched:
            continue
        inside = frame.f_code.co_name
        place = places.of_caller(frame)
        del frame
        if not (is_new or is_next) and place == seen:
            continue
        if is_new or is_next:
            since = beat_at if is_new or top is None else top.since
        seen_beat, seen_at, seen = beat_at, now(), place
        loop.sighting = (seen_at, place)
        if not was_held:
            writer.emit(
                "loop-blocked",
                seen_at,
                since=writer.since(since),
                task=top.of.running().id if top else None,
                place=place,
                inside=inside,
            )
    if loop.watched is None:
        faulthandler.cancel_dump_traceback_later()
