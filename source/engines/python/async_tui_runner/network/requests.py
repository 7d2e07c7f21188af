"""The requests that a program makes by `http.client`, or by what stands on it, as `urllib.request`."""

from __future__ import annotations

import sys
from functools import wraps
from itertools import count
from types import FrameType
from typing import Any, Callable, Optional
from weakref import WeakKeyDictionary

from .response_bodies import Bodies
from ..clock import now
from ..import_hooks import when_imported
from ..tracing.observer import Observer
from ..shorten import shorten
from ..trace_writer import Telling

_Function = Callable[..., Any]

_PHASES = ("queued", "connecting", "waiting", "receiving", "received", "failed")
# How often the bytes of a request are told at most, in ms.
INTERVAL = 20


class Request:
    """A request while it is under way. A phase that it has had, or what comes after its end, is not told."""

    def __init__(self, telling: Telling, id: str, task: Optional[str], method: str, url: str) -> None:
        self._telling = telling
        self._id = id
        self._task = task
        self._told_at = 0.0
        self.method = method
        self.url = url
        self.phase = "queued"
        self.bytes: Optional[int] = None
        self.total: Optional[int] = None

    def advance(self, phase: str, **more: Any) -> None:
        is_over = self.phase in ("received", "failed")
        if not is_over and _PHASES.index(phase) > _PHASES.index(self.phase):
            self.phase = phase
            self._tell(**more)

    def fail(self, error: BaseException) -> None:
        self.advance("failed", error=shorten(_text_of(error)))

    def receive(self, size: int) -> None:
        """So many bytes of the body have come."""
        self.bytes = (self.bytes or 0) + size
        if self.phase == "receiving" and now() - self._told_at >= INTERVAL:
            self._tell()

    def _tell(self, **more: Any) -> None:
        self._told_at = now()
        self._telling.tell(
            "request-advanced",
            request=self._id,
            task=self._task,
            phase=self.phase,
            bytes=self.bytes,
            total=self.total,
            **more,
        )


class Requests:
    def __init__(self, telling: Telling, observer: Observer) -> None:
        self._telling = telling
        self._observer = observer
        self._numbers = count(1)
        # What was asked over a connection, and not answered yet.
        self._asked: WeakKeyDictionary[Any, Request] = WeakKeyDictionary()

    def watch(self) -> None:
        when_imported("http.client", self._watch)

    def _watch(self, module: Any) -> None:
        connection = module.HTTPConnection
        connection.putrequest = self._asking(connection.putrequest)
        connection.send = self._sending(connection.send)
        connection.getresponse = self._answering(connection.getresponse, Bodies(module.HTTPResponse))

    def _asking(self, put: _Function) -> _Function:
        @wraps(put)
        def asked(connection: Any, method: str, url: str, *arguments: Any, **options: Any) -> Any:
            result = put(connection, method, url, *arguments, **options)
            self._asked[connection] = self._request(method, _address(connection, url), sys._getframe(1))
            return result

        return asked

    def _sending(self, send: _Function) -> _Function:
        @wraps(send)
        def sent(connection: Any, data: Any) -> Any:
            request = self._asked.get(connection)
            if request is None:
                return send(connection, data)
            try:
                if request.phase == "queued":
                    request.advance("connecting", method=request.method, url=request.url)
                    if connection.sock is None and connection.auto_open:
                        # As the method does it. It may send for itself, to a proxy.
                        connection.connect()
                    request.advance("waiting")
                return send(connection, data)
            except BaseException as error:
                request.fail(error)
                raise

        return sent

    def _answering(self, answer: _Function, bodies: Bodies) -> _Function:
        @wraps(answer)
        def answered(connection: Any, *arguments: Any, **options: Any) -> Any:
            request = self._asked.pop(connection, None)
            try:
                response = answer(connection, *arguments, **options)
            except BaseException as error:
                if request:
                    request.fail(error)
                raise
            if request:
                request.total = None if response.chunked else response.length
                request.advance("receiving", status=response.status)
                bodies.follow(response, request)
            return response

        return answered

    def _request(self, method: str, url: str, frame: FrameType) -> Request:
        lane = self._observer.caller(frame)
        task = (lane.planned or lane.id) if lane else None
        return Request(self._telling, f"request-{next(self._numbers)}", task, method, url)


def _address(connection: Any, target: str) -> str:
    """The whole address of what is asked for."""
    if "://" in target.partition("?")[0]:
        # Asked of a proxy.
        return target
    host = getattr(connection, "_tunnel_host", None)
    port = connection._tunnel_port if host else connection.port
    host = host or connection.host
    host = f"[{host}]" if ":" in host else host
    scheme = "https" if connection.default_port == 443 else "http"
    return f"{scheme}://{host}{'' if port in (None, connection.default_port) else f':{port}'}{target}"


def _text_of(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
