"""The loop's beats and its blocks."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from typing import Callable, Optional

from ..clock import now
from ..tracing.source_positions import Place, SourcePositions
from ..trace_writer import TraceWriter
from ..tracing.call_stack import StackEntry, CallStack
from .watchdog import watch

# ms.
BEAT = 50
# Stretches from this length on are told as blocks.
LONG = 20


class Loop:
    """A block's place is where the watchdog saw the thread.

    For blocks too short for it, the line at which the stretch began: the await that it was resumed from, or the head of
    the function.
    """

    def __init__(self, writer: TraceWriter, places: SourcePositions) -> None:
        self._writer = writer
        self._places = places
        # When the loop was alive last.
        self.beat_at = 0.0
        # Changes with each `watch`; None while nobody does.
        self.watched: Optional[object] = None
        # Called every 25 ms by the thread that watches.
        self.each_turn: Callable[[], None] = lambda: None
        self._timer: Optional[asyncio.TimerHandle] = None
        self._emitted_until = 0.0
        # When the watchdog saw the thread last, and where it was.
        self.sighting: tuple[float, Optional[Place]] = (0.0, None)
        self.thread = CallStack(self._held)
        self._due = 0.0
        self._ident = threading.main_thread().ident
        writer.waited = self._waited

    def watch(self) -> None:
        """Has another thread watch the one that calls, until `unwatch`."""
        self.watched = object()
        watch(self, self._writer, self._places)

    def unwatch(self) -> None:
        """What the thread does from now on is not the program's."""
        self.watched = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """The loop begins to turn, and to beat."""
        self.alive()
        self._next_beat(loop, now() + BEAT)

    def stop(self) -> None:
        """The loop has stopped. It may go on later."""
        if self._timer:
            self._timer.cancel()
        self.alive()

    def alive(self) -> None:
        """Whatever held the thread until now does so no more."""
        self.beat_at = now()

    def _next_beat(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        context = contextvars.Context()
        self._due = due
        self._timer = loop.call_later((due - now()) / 1000, self._beat, loop, context=context)

    def _beat(self, loop: asyncio.AbstractEventLoop) -> None:
        at = now()
        seen_at, place = self.sighting
        if seen_at >= self.beat_at and seen_at > self._emitted_until:
            # No task held the thread, but something did: a callback, or the loading of a file.
            since = self._writer.since(self.beat_at)
            self._writer.emit("loop-released", at, since=since, ms=at - self.beat_at, place=place)
        self._writer.emit("loop-beat", at, lag=max(0.0, at - self._due))
        self.alive()
        self._next_beat(loop, self.beat_at + BEAT)

    def _waited(self, ms: float) -> None:
        """A thread has waited for the host: if it is the main one, it was not held."""
        if threading.get_ident() == self._ident:
            self.alive()
            self._due += ms
            self.thread.waited(ms)

    def _held(self, stretch: StackEntry, ms: float) -> None:
        if ms < LONG:
            return
        seen_at, seen = self.sighting
        place = seen if seen and seen_at >= stretch.since else stretch.place
        self._emitted_until = now()
        since = self._writer.since(stretch.since)
        task = stretch.of.lane.id
        self._writer.emit("loop-released", self._emitted_until, since=since, ms=ms, task=task, place=place)
