"""The loop's beats and its blocks."""

from __future__ import annotations

import asyncio
import contextvars
import sys
import threading
import time
from typing import Optional

from .clock import now
from .places import Place, Places
from .telling import Telling
from .thread import Stretch, Thread

# ms.
BEAT = 50
# Stretches from this length on are told as blocks.
LONG = 20
# A loop that has been silent for so long is blocked.
SILENCE = 150
INTERVAL = 25


class Loop:
    """A block's place is where the watchdog saw the thread.

    For blocks too short for it, the line at which the stretch began: the await that it was resumed from, or the head of
    the function.
    """

    def __init__(self, telling: Telling, places: Places) -> None:
        self._telling = telling
        self._places = places
        self._beat_at = 0.0
        self._told_until = 0.0
        self._sighting: tuple[float, Optional[Place]] = (0.0, None)
        self.thread = Thread(self._held)

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begins to beat, in the thread that calls, and to be watched by another one."""
        self._loop = loop
        self._beat_at = now()
        self._next_beat(now() + BEAT)
        main = threading.get_ident()
        threading.Thread(target=self._watch, args=(main,), name="async-tui watchdog", daemon=True).start()

    def _next_beat(self, due: float) -> None:
        self._loop.call_later((due - now()) / 1000, self._beat, due, context=contextvars.Context())

    def _beat(self, due: float) -> None:
        at = now()
        seen_at, place = self._sighting
        if seen_at >= self._beat_at and seen_at > self._told_until:
            # No task held the thread, but something did: a callback, or the loading of a file.
            since = self._telling.since(self._beat_at)
            self._telling.tell("loop-released", at, since=since, ms=at - self._beat_at, place=place)
        self._telling.tell("loop-beat", at, lag=max(0.0, at - due))
        self._beat_at = at
        self._next_beat(at + BEAT)

    def _held(self, stretch: Stretch, ms: float) -> None:
        if ms < LONG:
            return
        seen_at, seen = self._sighting
        place = seen if seen and seen_at >= stretch.since else stretch.place
        self._told_until = now()
        since = self._telling.since(stretch.since)
        task = stretch.traced.lane.id
        self._telling.tell("loop-released", self._told_until, since=since, ms=ms, task=task, place=place)

    def _watch(self, thread: int) -> None:
        looked_at_beat = 0.0
        looked_at = 0.0
        while True:
            time.sleep(INTERVAL / 1000)
            beat_at, top = self._beat_at, self.thread.top
            is_new = beat_at != looked_at_beat
            # Another task can take the thread, and hold it, before the loop has turned.
            is_next = top is not None and top.since > looked_at and now() - top.since >= SILENCE
            if now() - beat_at < SILENCE or not (is_new or is_next):
                continue
            frame = sys._current_frames().get(thread)
            if frame is None or self._beat_at != beat_at:
                continue
            looked_at_beat, looked_at = beat_at, now()
            inside = frame.f_code.co_name
            place = self._places.of_caller(frame)
            del frame
            self._sighting = (looked_at, place)
            since = beat_at if is_new or top is None else top.since
            self._telling.tell(
                "loop-blocked",
                looked_at,
                since=self._telling.since(since),
                task=top.traced.deepest().id if top else None,
                place=place,
                inside=inside,
            )
