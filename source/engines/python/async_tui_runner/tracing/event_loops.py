"""The event loops that a program creates."""

from __future__ import annotations

import asyncio
import sys
from asyncio import base_events, runners
from functools import wraps
from sys import _getframe
from types import FrameType
from typing import Any, Callable

from ..import_hooks import when_imported
from ..observation import Observation
from ..recursion_limit import HOOK
from .await_chain import Chain
from .top_level import TopLevel
from .wait_reasons import OPAQUE, WaitsFor

_Function = Callable[..., Any]

# The most frames that the runner adds between a loop and the code of a task.
_STEP = 4 if sys.version_info >= (3, 12) else 5

# Loops that are not asyncio's, by module: the function that runs the loop, and the name of the loop.
_OTHERS = {"trio": ("run", "trio"), "curio": ("run", "curio")}


class Loops:
    """Traces every event loop. The top level of the program is suspended while a loop runs on the main thread."""

    def __init__(self, observation: Observation, top: TopLevel) -> None:
        self._observation = observation
        self._top = top
        self._observer = observation.observer
        # How deep the main thread is in nested functions of the library that run a loop.
        self._depth = 0
        observation.blocks.have_loops_ended = lambda: observation.lanes.has_begun and observation.heartbeat.loop is None

    def watch(self) -> None:
        self._watch(base_events.BaseEventLoop)
        # uvloop's loop is written in C and is not derived from the library's.
        when_imported("uvloop", lambda uvloop: self._watch(uvloop.Loop))
        for module, (name, what) in _OTHERS.items():
            when_imported(module, lambda found, name=name, what=what: self._watch_other(found, name, what))
        asyncio.run = runners.run = self._outermost(asyncio.run)
        runner: Any = getattr(runners, "Runner", None)
        if runner:
            runner.run = self._outermost(runner.run)
            runner.close = self._outermost(runner.close)

    def _watch(self, loop: Any) -> None:
        loop.__init__ = self._traced(loop.__init__)
        loop.run_forever = self._outermost(self._turning(loop.run_forever))
        loop.run_until_complete = self._outermost(loop.run_until_complete)

    def _watch_other(self, module: Any, name: str, what: str) -> None:
        """Reports that a loop is not observed, once it runs: its import does not prove that the program uses it."""
        run = getattr(module, name)

        @wraps(run)
        def unobserved(*arguments: Any, **options: Any) -> Any:
            if not self._observer.is_main_thread:
                self._observation.not_observed(what)
                return run(*arguments, **options)
            frame = _getframe().f_back
            self._top.suspend(OPAQUE, self._observer.places.of_caller(frame))
            self._observation.not_observed(what)
            self._observation.heartbeat.pause()
            try:
                return run(*arguments, **options)
            finally:
                self._top.resume()

        setattr(module, name, unobserved)

    def _traced(self, initialize: _Function) -> _Function:
        @wraps(initialize)
        def initialized(loop: Any, *arguments: Any, **options: Any) -> None:
            initialize(loop, *arguments, **options)
            self._observation.trace(loop)

        return initialized

    def _outermost(self, function: _Function) -> _Function:
        """Wraps a function that runs loops.

        The top level resumes after it: `asyncio.run` runs its loop several times.
        """

        @wraps(function)
        def called(*arguments: Any, **options: Any) -> Any:
            if not self._observer.is_main_thread:
                return function(*arguments, **options)
            self._depth += 1
            limit = self._observer.limit
            # The runner adds more frames on the way to the code of a task.
            before = limit.reserve(_getframe(), _STEP + HOOK)
            try:
                return function(*arguments, **options)
            finally:
                limit.restore(before)
                self._depth -= 1
                if self._depth == 0:
                    self._top.resume()

        return called

    def _turning(self, run_forever: _Function) -> _Function:
        @wraps(run_forever)
        def run_observed_loop(loop: Any) -> None:
            is_main = self._observer.is_main_thread
            if loop.is_closed() or loop.is_running() or asyncio._get_running_loop() is not None:
                # `run_forever` itself raises the error.
                run_forever(loop)
                return
            if is_main:
                frame = _getframe(1)
                self._top.suspend(self._waits_for(frame), self._observer.places.of_caller(frame))
                self._observation.heartbeat.start(loop)
            try:
                run_forever(loop)
            finally:
                self._observation.hot_loops.leave_loop(loop)
                if is_main:
                    self._observation.heartbeat.stop()

        return run_observed_loop

    def _waits_for(self, frame: FrameType) -> WaitsFor:
        """Returns what the library runs the loop for: the future of `run_until_complete`. OPAQUE if that is unknown."""
        while frame.f_back and frame.f_globals.get("__name__") == __name__:
            frame = frame.f_back
        if frame.f_code.co_name != "run_until_complete" or frame.f_globals is not vars(base_events):
            return OPAQUE
        return self._observer.futures.waits_for(frame.f_locals["future"], Chain([], None, None))
