"""Observes a process that the user's command started, from its import of asyncio on."""

from __future__ import annotations

import asyncio
import atexit
import os
import sys
import threading
from typing import Any, Optional

from .connection import Address, Connection, read_address
from .file_names import FileNames
from .inspection import is_a
from .network.incoming import IncomingRequests
from .network.requests import Requests
from .observation import Observation
from .tracing.event_loops import Loops
from .tracing.exact_calls import emit_calls
from .tracing.observer import current
from .tracing.top_level import TopLevel
from .tracing.traced_task import trace_tasks
from .watch.debuggers import debug_without_runner
from .watch.output_marks import OutputMarks
from .watch.process_limits import guard_descriptors, report_exit
from .watch.threads import Threads
from .watch.tracebacks import forget_runner, print_without_runner
from .watch.tracers import trace_without_runner
from .watch.warning_hooks import set_hook


def observe_process() -> None:
    """Observes this process. Does nothing without a host, or when called on another thread than the main one."""
    address = read_address(os.environ.get("ASYNC_TUI_CHANNEL", ""))
    if address and hasattr(os, "fork") and threading.current_thread() is threading.main_thread():
        _ObservedProcess(address).start()


class _ObservedProcess:
    def __init__(self, address: Address) -> None:
        self._channel = Connection(address)
        command = {"origin": address.origin, "files": []}
        names = FileNames(os.getcwd())
        self._observation = Observation(command, self._channel, forwards_to_stderr=True, name_file=names.of)
        code = _code_of_command()
        if code is not None:
            self._observation.places.add_text("<string>", code)
        self._observation.writer.admits = self._channel.admits
        self._top = TopLevel(self._observation.observer, self._observation.blocks, None)
        self._failure: Optional[dict[str, Any]] = None
        self._outcome = "ok"

    def start(self) -> None:
        observation, observer = self._observation, self._observation.observer
        self._channel.own |= observation.blocks.usage.descriptors
        self._channel.opened = self._opened
        guard_descriptors(self._channel.own)
        report_exit(observation)
        observation.warning_hooks.watch()
        Requests(observation.writer, observer).watch()
        IncomingRequests(observation.writer, observer).watch()
        print_without_runner()
        debug_without_runner()
        trace_without_runner()
        self._hear_uncaught()
        observation.limit.watch()
        observation.counted_calls.is_wanted = True
        OutputMarks(self._channel, observation.writer, observer).watch()
        trace_tasks(observer)
        observation.watch_waits()
        Loops(observation, self._top).watch()
        Threads(observer).watch()
        emit_calls(observer, observation.watchdog, observation.blocks.usage)
        self._begin()
        atexit.register(self._end)
        os.register_at_fork(after_in_child=self._forked)

    def _begin(self) -> None:
        current.set(self._top.lane)
        self._observation.begin()
        self._top.start()

    def _opened(self) -> None:
        self._observation.watchdog.watch(threading.main_thread().ident)

    def _hear_uncaught(self) -> None:
        report = sys.excepthook

        def uncaught(kind: Any, error: Any, traceback: Any) -> None:
            forget_runner(error)
            if is_a(error, KeyboardInterrupt):
                self._outcome = "cancelled"
            else:
                self._outcome = "failed"
                self._failure = self._observation.observer.failures.of(error)
            report(kind, error, error.__traceback__)

        set_hook(sys, "excepthook", uncaught)

    def _end(self) -> None:
        top = self._top
        if top.lane.state in ("running", "waiting"):
            top.end("done" if self._outcome == "ok" else self._outcome, self._failure)
        self._observation.watchdog.unwatch()
        self._observation.leave(self._outcome, self._failure)
        self._channel.close()

    def _forked(self) -> None:
        """Starts a new trace in a forked process.

        Stops reporting if it continues inside a loop, or on another thread.
        """
        observation = self._observation
        self._channel.forked()
        observation.writer.forked()
        if asyncio._get_running_loop() is not None or not observation.observer.is_main_thread:
            self._channel.close()
            return
        observation.writer.reopen()
        observation.forked()
        self._top.forked()
        self._begin()


def _code_of_command() -> Optional[str]:
    """Returns the code of `python -c CODE`; empty before Python 3.10, which does not keep it. None for other commands."""
    if sys.argv[:1] != ["-c"]:
        return None
    words = getattr(sys, "orig_argv", ["-c", ""] + sys.argv[1:])
    option, code = words[-len(sys.argv) - 1], words[-len(sys.argv)]
    if not (option.startswith("-") and option.endswith("c")):
        # `-cCODE`
        code = code.partition("c")[2]
    # The library starts processes of its own this way.
    return None if code.startswith("from multiprocessing") else code
