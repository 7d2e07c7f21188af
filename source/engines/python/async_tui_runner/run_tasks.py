"""Runs a set of tasks under a strategy, in this process, which ends with the run."""

from __future__ import annotations

import asyncio
import inspect
import sys
from functools import partial
from sys import _getframe
from typing import Any, Callable, Optional

from .channel import Channel
from .inspection import is_a
from .load_program import load
from .network.requests import Requests
from .network.simulated import simulate
from .observation import Observation, exit_code_of, exit_failure, leave
from .planned_tasks import PlannedTask
from .shorten import shown
from .tracing.lane import Lane
from .tracing.observer import current
from .tracing.source_positions import Place
from .tracing.traced_coroutine import TracedCoroutine
from .tracing.traced_task import trace_tasks
from .watch.executors import propagate_lanes
from .watch.direct_writes import watch_direct_writes
from .watch.forks import release_forks
from .watch.output import flush_output, watch_output
from .watch.process_limits import kill_if_blocked, limit_process


class TasksRun:
    def __init__(self, command: dict[str, Any], channel: Channel) -> None:
        self._command = command
        self._is_simulated = command["source"] == "simulated"
        self._channel = channel
        self._observation = Observation(command, channel, forwards_to_stderr=False)
        self._writer = self._observation.writer
        self._lanes = self._observation.lanes
        self._observer = self._observation.observer
        self._planned = {
            plan["id"]: PlannedTask(plan, call, self._lanes.plan(plan["id"], plan["name"]))
            for plan, call in zip(command["tasks"], command["calls"])
        }
        self._main_task: Optional[asyncio.Task[None]] = None
        self._aborted = False

    def start(self) -> None:
        """Loads the program, runs it, and ends the process."""
        streams = watch_output(self._observation.output, self._observer)
        watch_direct_writes(dict(enumerate(streams, start=1)))
        release_forks(self._writer, list(streams))
        self._observation.heartbeat.each_turn = flush_output
        limit_process(self._observation, self._channel, self._command.get("maxMemory"))
        self._observation.warning_hooks.watch()
        trace_tasks(self._observer)
        if self._is_simulated:
            sys.modules["simulated"] = simulate(self._writer, self._observer, self._task_of)
        else:
            Requests(self._writer, self._observer).watch()
            propagate_lanes(self._observer)
        if any("blocks" in task.plan for task in self._planned.values()):
            self._block_sleeps()
        try:
            try:
                strategy, functions = self._load()
            except SystemExit:
                raise
            except BaseException as error:
                self._end("cancelled" if self._aborted else "failed", error)
            else:
                self._run(strategy, functions)
        except SystemExit as end:
            self._exit(end)
        leave(0)

    def abort(self) -> None:
        """Cancels the strategy and all its tasks, as Ctrl+C does in `asyncio.run`. May be called from any thread."""
        self._aborted = True
        if self._main_task:
            self._from_outside(self._main_task, self._cancel_main)

    def _cancel_main(self) -> None:
        if self._main_task:
            self._main_task.cancel()

    def cancel(self, task: str) -> None:
        """Cancels one planned task. May be called from any thread."""
        planned = self._planned.get(task)
        if planned and self._main_task:
            self._from_outside(self._main_task, planned.cancel)
            kill_if_blocked(self._observation, task)

    def _load(self) -> tuple[Callable[..., Any], list[Callable[..., Any]]]:
        observation = self._observation
        if self._is_simulated:
            return load(self._command)
        # The top level of a user's file may block the thread for any time.
        observation.blocks.alive()
        observation.watchdog.watch()
        try:
            return load(self._command)
        finally:
            observation.watchdog.unwatch()

    def _run(self, strategy: Callable[..., Any], functions: list[Callable[..., Any]]) -> None:
        try:
            asyncio.run(self._main(strategy, functions))
        except SystemExit:
            raise
        except BaseException as error:
            self._end("cancelled" if self._aborted else "failed", error)
        else:
            self._end("cancelled" if self._aborted else "ok")

    async def _main(self, strategy: Callable[..., Any], functions: list[Callable[..., Any]]) -> None:
        self._observation.wait_for_release()
        loop = asyncio.get_running_loop()
        self._observation.trace(loop)
        self._observation.heartbeat.start(loop)
        self._observation.watchdog.watch()
        self._main_task = asyncio.current_task()
        if self._aborted:
            raise asyncio.CancelledError
        tasks = [self._task(*task) for task in zip(self._planned.values(), functions)]
        takes_limit = "limit" in self._command and "limit" in inspect.signature(strategy).parameters
        lane = self._lanes.call(strategy.__name__, None, self._home(strategy))
        self._observation.begin()
        self._lanes.create(lane)
        for planned, function in zip(self._planned.values(), functions):
            planned.lane.home = self._home(function)
            self._lanes.create(planned.lane, lane)

        options = {"limit": self._command["limit"]} if takes_limit else {}
        try:
            value = await TracedCoroutine(self._observer, _coroutine(strategy(tasks, **options)), lane)
        except BaseException as error:
            outcome = "cancelled" if self._aborted and is_a(error, asyncio.CancelledError) else "failed"
            self._settled(outcome, error=self._observer.failures.of(error, lane.place))
            raise
        self._settled("done", value=shown(value))

    def _task(self, planned: PlannedTask, function: Callable[..., Any]) -> Callable[[], Any]:
        """Returns what the strategy receives: a function that returns the task's coroutine."""

        def task() -> Any:
            if planned.was_called:
                # A strategy that tries twice calls it again: the second call is not a planned task.
                return function(*planned.call["arguments"])
            planned.was_called = True
            token = current.set(planned.lane)
            try:
                returned = function(*planned.call["arguments"])
            except BaseException as error:
                self._lanes.start(planned.lane)
                self._lanes.end(planned.lane, "failed", error=self._observer.failures.of(error))
                raise
            finally:
                current.reset(token)
            return TracedCoroutine(self._observer, _coroutine(returned), planned.lane, planned)

        task.__name__ = function.__name__ if hasattr(function, "__name__") else planned.lane.name
        return task

    def _home(self, function: Any) -> Optional[Place]:
        """Returns where a function is defined; of a `partial`, the function inside.

        None unless it is in a shown file.
        """
        while isinstance(function, partial):
            function = function.func
        code = getattr(inspect.unwrap(function), "__code__", None)
        return self._observer.places.of_function(code) if code else None

    def _settled(self, outcome: str, **result: Any) -> None:
        flush_output()
        self._observation.output.flush()
        self._writer.emit("strategy-settled", outcome=outcome, open=self._open(), **result)

    def _end(self, outcome: str, error: Optional[BaseException] = None) -> None:
        failure = self._observer.failures.of(error) if error and outcome == "failed" else None
        self._observation.end(outcome, failure, self._open())

    def _exit(self, end: SystemExit) -> None:
        code = exit_code_of(end)
        if code and not isinstance(end.code, int):
            print(end.code, file=sys.stderr)
        self._observation.end("exited", exit_failure(code), self._open(), code)
        leave(code)

    def _open(self) -> list[str]:
        return [task for task, planned in self._planned.items() if planned.lane.state != "ended"]

    def _task_of(self, lane: Optional[Lane]) -> Optional[PlannedTask]:
        """Returns the planned task that a lane works for. None if there is none."""
        return self._planned.get(lane.planned) if lane and lane.planned is not None else None

    def _from_outside(self, task: asyncio.Task[None], call: Callable[[], object]) -> None:
        try:
            task.get_loop().call_soon_threadsafe(call)
        except RuntimeError:
            # The loop is closed: nothing is left to cancel.
            pass

    def _block_sleeps(self) -> None:
        """Makes a sleep block the thread before it starts, where a plan says so."""
        sleep = asyncio.sleep

        def holding(*arguments: Any, **options: Any) -> Any:
            task = self._task_of(self._observer.caller(_getframe(1)))
            if task:
                task.block_thread()
            return sleep(*arguments, **options)

        asyncio.sleep = asyncio.tasks.sleep = holding


def _coroutine(returned: Any) -> Any:
    """Returns the coroutine of an async function, or a new one that awaits what a plain function returned."""
    return returned if asyncio.iscoroutine(returned) else _wait_for(returned)


async def _wait_for(awaitable: Any) -> Any:
    return await awaitable
