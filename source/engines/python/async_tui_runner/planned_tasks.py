"""The planned tasks of a run, and what the plan makes happen in them."""

from __future__ import annotations

import asyncio
from time import thread_time
from typing import Any, Optional

from .tracing.lane import Lane

# After which share of its time a request or a sleep fails, if the plan makes its task fail.
FAILING_SHARE = 0.6


class PlannedTask:
    """A planned task and its what-ifs: it fails, has too short a time limit, blocks the thread, or is cancelled."""

    def __init__(self, plan: dict[str, Any], call: dict[str, Any], lane: Lane) -> None:
        self.plan = plan
        self.call = call
        self.lane = lane
        self.was_called = False
        # Whether it was cancelled before its code ran.
        self.cancelled = False
        self._carrier: Optional[asyncio.Task[Any]] = None
        self._limit: Optional[asyncio.TimerHandle] = None
        # While `_interrupting`, `_error` replaces the CancelledError of the carrier. No error means the time limit.
        self._interrupting = False
        self._error: Optional[BaseException] = None
        self._expired = False
        self._has_failed = False
        self._has_blocked = False

    @property
    def in_flight(self) -> bool:
        return self.lane.state in ("running", "waiting")

    @property
    def will_block(self) -> bool:
        return "blocks" in self.plan and not self._has_blocked

    def fails_now(self) -> bool:
        """Returns whether the plan makes this request or sleep fail. True only once."""
        fails = bool(self.plan.get("fails")) and not self._has_failed
        self._has_failed = self._has_failed or fails
        return fails

    def block_thread(self) -> None:
        """Computes for as long as the plan says, once. Time in which other processes have the core does not count."""
        if self.will_block:
            self._has_blocked = True
            end = thread_time() + self.plan["blocks"] / 1000
            while thread_time() < end:
                pass

    def cancel(self) -> None:
        """Cancels it as `Task.cancel()` does.

        If its coroutine has no asyncio task of its own, its caller is cancelled too.
        """
        if self.lane.state == "queued":
            self.cancelled = True
        elif self._carrier:
            self._carrier.cancel()

    def started(self) -> None:
        self._carrier = asyncio.current_task()
        timeout = self.plan.get("timeout")
        if timeout is not None and self._carrier:
            self._limit = self._carrier.get_loop().call_later(timeout / 1000, self._interrupt, None)

    def suspended(self, on: dict[str, Any]) -> None:
        """Notes that the task waits. If the plan says so, the task fails in that wait."""
        if on["kind"] == "timer" and self._carrier and self.fails_now():
            delay = on["ms"] * FAILING_SHARE / 1000
            self._carrier.get_loop().call_later(delay, self._interrupt, _what_if())
        elif on["kind"] == "yield" and self.fails_now():
            self._interrupt(_what_if())

    def ended(self) -> None:
        if self._limit:
            self._limit.cancel()

    def replaced(self, error: BaseException) -> BaseException:
        """Returns what to throw into the coroutine in place of what its task throws."""
        if not (self._interrupting and isinstance(error, asyncio.CancelledError)):
            return error
        self._interrupting = False
        # Undoes the cancellation, which only the runner requested: Python 3.11 and later count such requests.
        uncancel = getattr(self._carrier, "uncancel", None)
        if uncancel:
            uncancel()
        self._expired = self._error is None
        return self._error or error

    def outcome(self, error: BaseException) -> tuple[str, BaseException]:
        """Returns how the task ended with that exception, and the exception that its caller sees."""
        if not isinstance(error, asyncio.CancelledError):
            return "failed", error
        if self._expired:
            return "timed-out", asyncio.TimeoutError(f"no result within {self.plan['timeout']:g} ms")
        return "cancelled", error

    def _interrupt(self, error: Optional[BaseException]) -> None:
        if self.in_flight and self._carrier:
            self._interrupting = True
            self._error = error
            self._carrier.cancel()


def _what_if() -> RuntimeError:
    return RuntimeError("what-if: failed here")
