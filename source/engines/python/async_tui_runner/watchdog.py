"""A thread beside the loop's, which sees where that one is when it is blocked."""

from __future__ import annotations

import faulthandler
import sys
import threading
import time
from typing import TYPE_CHECKING

from .clock import now
from .places import Places
from .telling import Telling

if TYPE_CHECKING:
    from .loop import Loop

# A loop that has been silent for so long, in ms, is blocked.
SILENCE = 150
INTERVAL = 25
# When this thread could not run for so long, in ms, the interpreter's lock is held, and Python says by itself where.
# The host reads that on standard error.
HELD = 300
ARMED_EVERY = 2
STANDARD_ERROR = 2


def watch(loop: Loop, telling: Telling, places: Places) -> None:
    """Watches the loop of the thread that calls."""
    arguments = (loop, telling, places, threading.get_ident())
    threading.Thread(target=_watch, args=arguments, name="async-tui watchdog", daemon=True).start()


def _watch(loop: Loop, telling: Telling, places: Places, thread: int) -> None:
    seen_beat = 0.0
    seen_at = 0.0
    turns = 0
    while True:
        if turns % ARMED_EVERY == 0:
            faulthandler.dump_traceback_later(HELD / 1000, file=STANDARD_ERROR)
        turns += 1
        slept_at = now()
        time.sleep(INTERVAL / 1000)
        was_held = now() - slept_at > HELD

        beat_at, top = loop.beat_at, loop.thread.top
        is_new = beat_at != seen_beat
        # Another task can take the thread, and hold it, before the loop has turned.
        is_next = top is not None and top.since > seen_at and now() - top.since >= SILENCE
        if now() - beat_at < SILENCE or not (is_new or is_next):
            continue
        frame = sys._current_frames().get(thread)
        if frame is None or loop.beat_at != beat_at:
            continue
        seen_beat, seen_at = beat_at, now()
        inside = frame.f_code.co_name
        place = places.of_caller(frame)
        del frame
        loop.sighting = (seen_at, place)
        if not was_held:
            since = beat_at if is_new or top is None else top.since
            telling.tell(
                "loop-blocked",
                seen_at,
                since=telling.since(since),
                task=top.traced.running().id if top else None,
                place=place,
                inside=inside,
            )
