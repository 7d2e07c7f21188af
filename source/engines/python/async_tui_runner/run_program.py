"""Runs a program as it is, in this process, which ends as the program does."""

from __future__ import annotations

import _thread
import atexit
import os
import signal
import sys
import threading
from types import CodeType, ModuleType
from typing import Any, NamedTuple, Optional

from . import main_module
from .channel import Channel
from .tracing.exact_calls import emit_calls
from .watch.forks import release_forks
from .watch.process_limits import limit_process
from .load_program import path_of
from .tracing.event_loops import Loops
from .tracing.observer import current
from .watch.output import watch_output
from .network.requests import Requests
from .watch.threads import Threads
from .tracing.top_level import TopLevel
from .watch.tracebacks import forget_runner, print_without_runner
from .observation import Observation, exit_code_of, exit_failure, leave

# What Python itself ends with.
FAILED = 1
INTERRUPTED = 130


class End(NamedTuple):
    """How a program has ended: of the run, and as the exit code of the process."""

    outcome: str
    code: int
    failure: Optional[dict[str, Any]] = None


class ProgramRun:
    def __init__(self, command: dict[str, Any], channel: Channel) -> None:
        self._command = command
        self._channel = channel
        self._path = path_of(next(file["url"] for file in command["files"] if file["role"] == "program"))
        self._observation = Observation(command, channel, forwards_to_stderr=True)
        home = self._observation.places.of_line(self._path, 1)
        self._top = TopLevel(self._observation.observer, self._observation.loop, home)
        self._aborted = False

    def start(self) -> None:
        """Runs the program, waits for its threads, and ends the process."""
        self._watch()
        try:
            main_module.prepare(self._path, self._command.get("arguments", []), self._command.get("folder"))
            code = main_module.compiled(self._path)
        except Exception as error:
            self._end(self._uncaught(error))
        module = main_module.create(self._path)
        self._observation.wait_for_release()
        self._end(self._run(code, module), module)

    def abort(self) -> None:
        """Interrupts it, as Ctrl+C does. From any thread."""
        self._aborted = True
        if self._top.lane.state in ("running", "waiting"):
            thread = threading.main_thread().ident
            if hasattr(signal, "pthread_kill") and thread is not None:
                # Also wakes what the thread waits for.
                signal.pthread_kill(thread, signal.SIGINT)
            else:
                _thread.interrupt_main()

    def cancel(self, task: str) -> None:
        """A program has no planned tasks."""

    def _watch(self) -> None:
        observation = self._observation
        release_forks(observation.writer, list(watch_output(observation.output, observation.observer)))
        limit_process(observation, self._channel, self._command.get("maxMemory"))
        observation.warning_hooks.watch()
        if self._command["source"] == "measured":
            Requests(observation.writer, observation.observer).watch()
        print_without_runner()
        Loops(observation, self._top).watch()
        Threads(observation.observer).watch()

    def _run(self, code: CodeType, module: ModuleType) -> End:
        loop = self._observation.loop
        signal.signal(signal.SIGINT, signal.default_int_handler)
        current.set(self._top.lane)
        emit_calls(code, self._observation.observer, loop)
        self._observation.writer.emit("run-started")
        self._top.start()
        loop.watch()
        try:
            if self._aborted:
                raise KeyboardInterrupt
            exec(code, vars(module))
        except BaseException as error:
            return self._raised(error)
        else:
            self._top.end("done")
            return End("ok", 0)
        finally:
            loop.unwatch()

    def _raised(self, error: BaseException) -> End:
        """The top level has ended with that."""
        forget_runner(error)
        failure = self._observation.observer.failures.of(error)
        if isinstance(error, SystemExit):
            code = exit_code_of(error)
            if code and not isinstance(error.code, int):
                print(error.code, file=sys.stderr)
            self._top.end(*(("failed", failure) if code else ("done",)))
            return End("exited", code, exit_failure(code)) if code else End("ok", 0)
        is_interrupt = isinstance(error, KeyboardInterrupt)
        self._top.end("cancelled" if is_interrupt else "failed", failure)
        return self._uncaught(error)

    def _uncaught(self, error: BaseException) -> End:
        """Python prints it."""
        forget_runner(error)
        if isinstance(error, KeyboardInterrupt):
            if not self._aborted:
                sys.excepthook(type(error), error, error.__traceback__)
            return End("cancelled", INTERRUPTED)
        sys.excepthook(type(error), error, error.__traceback__)
        return End("failed", FAILED, self._observation.observer.failures.of(error))

    def _end(self, end: End, module: Optional[ModuleType] = None) -> None:
        """What Python does at its end: it waits for threads, calls what was registered, and lets go of everything."""
        try:
            threading._shutdown()
        except BaseException as error:
            self._uncaught(error)
        atexit._run_exitfuncs()
        if module and threading.active_count() == 1:
            main_module.clear(module)
        self._observation.end(end.outcome, end.failure, [])
        leave(end.code)
