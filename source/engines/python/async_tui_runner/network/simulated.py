"""A simulated network, which programs import as `simulated`.

Each task has its replies, and each reply takes its share of the task's latency. `await fetch(url)` returns when the
headers have arrived, `await reply.json()` and `await reply.text()` when the whole body has.
"""

from __future__ import annotations

import asyncio
import json
from sys import _getframe
from types import ModuleType
from typing import Any, Callable, Optional
from urllib.parse import urlsplit

from ..planned_tasks import FAILING_SHARE, PlannedTask
from ..trace_writer import TraceWriter
from ..tracing.lane import Lane
from ..tracing.observer import Observer
from .scheduled_delivery import Deliveries, Delivery

# How long a request takes that has no reply in the scenario, in ms.
UNKNOWN_TIME = 100
# When the phases of a request end, as shares of its time. The body arrives in parts.
CONNECTED = 0.12
ANSWERED = 0.7
PARTS = (0.8, 0.9, 1.0)


class Reply:
    """A server's reply: the headers, and a body that may still be arriving. `status` is 200 or 404."""

    def __init__(self, url: str, status: int, body: asyncio.Future[bytes], before_read: Callable[[], None]) -> None:
        self.url = url
        self.status = status
        self._body = body
        self._before_read = before_read

    @property
    def ok(self) -> bool:
        return self.status < 400

    async def read(self) -> bytes:
        """Returns the body. Raises the error that broke the connection."""
        self._before_read()
        return await self._body

    async def text(self) -> str:
        return (await self.read()).decode()

    async def json(self) -> Any:
        return json.loads(await self.read())

    def __repr__(self) -> str:
        return f"<Reply {self.status} {self.url}>"


class Request:
    """One request over the simulated network."""

    def __init__(
        self,
        url: str,
        reply: Optional[dict[str, Any]],
        advance: Callable[..., None],
        whole: bool,
        before_read: Callable[[], None],
    ) -> None:
        loop = asyncio.get_running_loop()
        body = reply["body"] if reply else "not found"
        self._text = (body if isinstance(body, str) else json.dumps(body, separators=(",", ":"))).encode()
        self._advance = advance
        # If true, the reply arrives together with its whole body, which is then read without a break: that blocks the
        # thread.
        self._whole = whole
        self._stop: Callable[[], None] = lambda: None
        self.answer: asyncio.Future[Reply] = loop.create_future()
        self.body: asyncio.Future[bytes] = loop.create_future()
        self._reply = Reply(url, 200 if reply else 404, self.body, before_read)
        self.body.add_done_callback(self._body_settled)

    def send(self, deliveries: Deliveries, time: float, fails_at: Optional[float]) -> None:
        """`time`: of the whole request, in ms.

        `fails_at`: at which share of it the connection is reset; None: never.
        """
        arrival: list[Delivery] = [
            (CONNECTED, lambda: self._advance("waiting")),
            (ANSWERED, self._answered),
            *((share, lambda part=part: self._receive(part)) for part, share in enumerate(PARTS, 1)),
        ]
        if fails_at is not None:
            before = [delivery for delivery in arrival if delivery[0] < min(fails_at, ANSWERED)]
            arrival = [*before, (fails_at, self._reset)]
        self._stop = deliveries.schedule(
            deliveries.start(), time, [(share, self._unless_cancelled(happen)) for share, happen in arrival]
        )

    def cancel(self) -> None:
        """Cancels the request: its answer is no longer awaited."""
        if not self.body.done():
            self.body.cancel()

    def _unless_cancelled(self, happen: Callable[[], None]) -> Callable[[], None]:
        """Wraps a delivery so that it does nothing after the body was cancelled.

        The loop reports that cancellation only in its next turn, and other deliveries may be due before.
        """

        def deliver() -> None:
            if not self.body.cancelled():
                happen()

        return deliver

    def _answered(self) -> None:
        self._advance("receiving", status=self._reply.status, bytes=0, total=len(self._text))
        if not self._whole:
            self._respond()

    def _receive(self, part: int) -> None:
        size = len(self._text)
        received = part * size // len(PARTS)
        if part < len(PARTS):
            self._advance("receiving", bytes=received, total=size)
            return
        self._advance("received", bytes=size, total=size)
        if not self.body.done():
            self.body.set_result(self._text)
        if self._whole:
            self._respond()

    def _respond(self) -> None:
        if not self.answer.done():
            self.answer.set_result(self._reply)

    def _reset(self) -> None:
        error = ConnectionResetError("Connection reset by peer")
        self._advance("failed", error=str(error))
        if self.answer.done():
            self.body.set_exception(error)
        else:
            self.answer.set_exception(error)
            self.body.cancel()

    def _body_settled(self, body: asyncio.Future[bytes]) -> None:
        if body.cancelled():
            self._stop()
            if not isinstance(_error_of(self.answer), ConnectionResetError):
                self._advance("failed", error="cancelled")


def _error_of(future: asyncio.Future[Any]) -> Optional[BaseException]:
    return future.exception() if future.done() and not future.cancelled() else None


def simulate(
    writer: TraceWriter, observer: Observer, task_of: Callable[[Optional[Lane]], Optional[PlannedTask]]
) -> ModuleType:
    """Creates the module `simulated`. `task_of` returns the planned task that a lane works for."""
    deliveries = Deliveries()
    requests = 0

    async def fetch(url: str, *, method: str = "GET") -> Reply:
        """Sends a request. Returns when the headers have arrived; raises OSError if the connection fails."""
        nonlocal requests
        requests += 1
        parts = urlsplit(url)
        lane = observer.caller(_getframe())
        task = task_of(lane)
        name = f"request-{requests}"
        owner = task.lane.id if task else lane.id if lane else None

        def advance(phase: str, **more: Any) -> None:
            writer.advanced(name, owner, phase, **more)

        reply = _reply(task, parts.path, parts.query)
        request = Request(
            url,
            reply,
            advance,
            whole=task is not None and task.will_block,
            before_read=task.block_thread if task else lambda: None,
        )
        on = {"kind": "io", "what": f"{method} {parts.path}", "request": name}
        observer.futures.note(request.answer, on)
        observer.futures.note(request.body, on)
        advance("connecting", method=method, url=url)
        fails_at = 1.0 if reply and reply.get("fails") else None
        if task and task.fails_now():
            fails_at = FAILING_SHARE
        latency = task.plan.get("latency", UNKNOWN_TIME) if task else UNKNOWN_TIME
        request.send(deliveries, reply["share"] * latency if reply else UNKNOWN_TIME, fails_at)
        try:
            return await request.answer
        except asyncio.CancelledError:
            request.cancel()
            raise

    module = ModuleType("simulated", __doc__)
    module.fetch = fetch
    module.Reply = Reply
    return module


def _reply(task: Optional[PlannedTask], path: str, query: str) -> Optional[dict[str, Any]]:
    replies = {reply["path"]: reply for reply in (task.call["replies"] if task else ())}
    return replies.get(f"{path}?{query}") or replies.get(path)
