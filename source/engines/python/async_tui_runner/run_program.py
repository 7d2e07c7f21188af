"""Runs an unmodified program in this process, which ends as the program does."""

from __future__ import annotations

import _thread
import atexit
import gc
import os
import signal
import sys
import threading
from asyncio import base_events
from sys import _current_frames, _getframe
from time import sleep
from types import CodeType, FrameType, ModuleType
from typing import Any, NamedTuple, NoReturn, Optional

from . import main_module
from .channel import Channel
from .inspection import is_a
from .load_program import path_of
from .loop import heartbeat
from .network.incoming import IncomingRequests
from .network.requests import Requests
from .observation import Observation, exit_code_of, exit_failure, leave
from .tracing.event_loops import Loops
from .tracing.exact_calls import emit_calls
from .tracing.observer import current
from .tracing.top_level import TopLevel
from .tracing.traced_coroutine import has_left_coroutine
from .tracing.traced_task import trace_tasks
from .watch.debuggers import debug_without_runner
from .watch.direct_writes import watch_direct_writes
from .watch.forks import release_forks
from .watch.output import flush_output, watch_output
from .watch.process_limits import limit_process
from .watch.threads import Threads
from .watch.tracebacks import forget_callers, forget_runner, is_runner, print_without_runner
from .watch.tracers import trace_without_runner

# The exit code of Python itself after an uncaught exception.
FAILED = 1

# How many times an interruption waits 1 ms for the runner's own code to finish.
_ATTEMPTS = 20

_exit_code = SystemExit.__dict__["code"]


class End(NamedTuple):
    """How a program ended: the outcome of the run, and the exit code of the process; None: by SIGINT."""

    outcome: str
    code: Optional[int]
    failure: Optional[dict[str, Any]] = None


class ProgramRun:
    def __init__(self, command: dict[str, Any], channel: Channel) -> None:
        self._command = command
        self._channel = channel
        self._path = path_of(next(file["url"] for file in command["files"] if file["role"] == "program"))
        self._observation = Observation(command, channel, forwards_to_stderr=True)
        home = self._observation.places.of_line(self._path, 1)
        self._top = TopLevel(self._observation.observer, self._observation.blocks, home)
        self._aborted = False

    def start(self) -> None:
        """Runs the program, waits for its threads, and ends the process."""
        self._watch()
        try:
            main_module.prepare(self._path, self._command)
            code = main_module.compiled(self._path)
        except Exception as error:
            self._end(self._uncaught(error))
        module = main_module.create(self._path)
        self._observation.wait_for_release()
        self._end(self._run(code, module), module)

    def abort(self) -> None:
        """Interrupts the program, as Ctrl+C does. May be called from any thread."""
        self._aborted = True
        if self._top.lane.state in ("running", "waiting"):
            thread = threading.main_thread().ident
            for _ in range(_ATTEMPTS):
                if not _is_tracing(_current_frames().get(thread or 0)):
                    break
                # An exception in the runner's own code would look as if the program had raised it there.
                sleep(0.001)
            if hasattr(signal, "pthread_kill") and thread is not None:
                # A signal also interrupts a system call that the thread waits for.
                signal.pthread_kill(thread, signal.SIGINT)
            else:
                _thread.interrupt_main()

    def cancel(self, task: str) -> None:
        """Does nothing: a program has no planned tasks."""

    def _watch(self) -> None:
        observation = self._observation
        streams = watch_output(observation.output, observation.observer)
        observation.heartbeat.each_turn = flush_output
        watch_direct_writes(dict(enumerate(streams, start=1)))
        release_forks(observation.writer, list(streams))
        limit_process(observation, self._channel, self._command.get("maxMemory"))
        observation.warning_hooks.watch()
        if self._command["source"] == "measured":
            Requests(observation.writer, observation.observer).watch()
            IncomingRequests(observation.writer, observation.observer).watch()
        print_without_runner()
        debug_without_runner()
        trace_without_runner()
        observation.limit.watch()
        observation.counted_calls.is_wanted = True
        trace_tasks(observation.observer)
        observation.watch_waits()
        Loops(observation, self._top).watch()
        Threads(observation.observer).watch()

    def _run(self, code: CodeType, module: ModuleType) -> End:
        observation = self._observation
        signal.signal(signal.SIGINT, signal.default_int_handler)
        current.set(self._top.lane)
        emit_calls(observation.observer, observation.watchdog, observation.blocks.usage)
        observation.begin()
        self._top.start()
        observation.watchdog.watch()
        before = observation.limit.reserve(_getframe(), 0)
        try:
            if self._aborted:
                raise KeyboardInterrupt
            exec(code, vars(module))
        except BaseException as error:
            observation.limit.restore(before)
            return self._raised(error)
        else:
            observation.limit.restore(before)
            self._top.end("done")
            return End("ok", 0)
        finally:
            observation.watchdog.unwatch()

    def _raised(self, error: BaseException) -> End:
        """Ends the top level with the exception that it raised."""
        is_from_coroutine = has_left_coroutine(error)
        forget_runner(error)
        failure = self._observation.observer.failures.of(error)
        if is_a(error, SystemExit):
            code = exit_code_of(error)
            exit_value = _exit_code.__get__(error)
            if exit_value is not None and not is_a(exit_value, int):
                # Python does the same for an exit with a message.
                print(exit_value, file=sys.stderr)
            # An exit at the top level is an ordinary end. Inside a call, it cuts short what was in flight.
            is_cut = code != 0 and is_from_coroutine
            if sys.version_info < (3, 12):
                forget_callers(error)
            self._top.end(*(("failed", failure) if is_cut else ("done",)))
            return End("exited", code, exit_failure(code)) if is_cut else End("ok", code)
        is_interrupt = is_a(error, KeyboardInterrupt)
        self._top.end("cancelled" if is_interrupt else "failed", failure)
        return self._uncaught(error)

    def _uncaught(self, error: BaseException) -> End:
        """Lets Python print an uncaught exception, except for an interruption by the host."""
        forget_runner(error)
        if is_a(error, KeyboardInterrupt):
            if not self._aborted:
                sys.excepthook(type(error), error, error.__traceback__)
            return End("cancelled", None)
        sys.excepthook(type(error), error, error.__traceback__)
        return End("failed", FAILED, self._observation.observer.failures.of(error))

    def _end(self, end: End, module: Optional[ModuleType] = None) -> None:
        """Ends as Python does: waits for threads, calls what was registered with `atexit`, and releases everything."""
        try:
            threading._shutdown()
        except BaseException as error:
            self._uncaught(error)
        atexit._run_exitfuncs()
        if module and threading.active_count() == 1:
            # Python, too, collects what is unreachable before it clears the modules.
            if gc.isenabled():
                gc.collect()
            main_module.clear(module)
        self._observation.end(end.outcome, end.failure, [], end.code)
        if end.code is None:
            _leave_interrupted()
        leave(end.code)


def _leave_interrupted() -> NoReturn:
    """Ends the process as Python does after an interruption: by SIGINT, which its parent process sees."""
    if os.name == "posix":
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    # The signal can be blocked.
    leave(130)


def _is_tracing(frame: Optional[FrameType]) -> bool:
    """Returns whether the thread at `frame` runs code of the runner, other than the wait for events."""
    while frame is not None and frame.f_code.co_filename != base_events.__file__:
        if is_runner(frame.f_code.co_filename):
            return frame.f_globals is not vars(heartbeat)
        frame = frame.f_back
    return False
