"""Requests that a program makes with `http.client`, or with a library based on it, such as `urllib.request`."""

from __future__ import annotations

from functools import wraps
from itertools import count
from sys import _getframe
from types import FrameType
from typing import Any, Callable, Optional
from weakref import WeakKeyDictionary

from ..import_hooks import when_imported
from ..trace_writer import TraceWriter
from ..tracing.observer import Observer
from .request import Request
from .response_bodies import ResponseBodies

_Function = Callable[..., Any]


class Requests:
    def __init__(self, writer: TraceWriter, observer: Observer) -> None:
        self._writer = writer
        self._observer = observer
        self._numbers = count(1)
        # The requests that were sent over a connection and are not answered yet.
        self._asked: WeakKeyDictionary[Any, Request] = WeakKeyDictionary()

    def watch(self) -> None:
        when_imported("http.client", self._watch)

    def _watch(self, module: Any) -> None:
        connection = module.HTTPConnection
        connection.putrequest = self._asking(connection.putrequest)
        connection.send = self._sending(connection.send)
        connection.getresponse = self._answering(connection.getresponse, ResponseBodies(module.HTTPResponse))

    def _asking(self, put: _Function) -> _Function:
        @wraps(put)
        def asked(connection: Any, method: str, url: str, *arguments: Any, **options: Any) -> Any:
            result = put(connection, method, url, *arguments, **options)
            self._asked[connection] = self._request(method, _address(connection, url), _getframe(1))
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
                        # As `send` itself does it. With a proxy, `connect` calls `send` again.
                        connection.connect()
                    request.advance("waiting")
                return send(connection, data)
            except BaseException as error:
                request.fail(error)
                raise

        return sent

    def _answering(self, answer: _Function, bodies: ResponseBodies) -> _Function:
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
        return Request(self._writer, f"request-{next(self._numbers)}", task, method, url)


def _address(connection: Any, target: str) -> str:
    """Returns the full URL of a request target."""
    if "://" in target.partition("?")[0]:
        # A proxy receives the full URL as the target.
        return target
    host = getattr(connection, "_tunnel_host", None)
    port = connection._tunnel_port if host else connection.port
    host = host or connection.host
    host = f"[{host}]" if ":" in host else host
    scheme = "https" if connection.default_port == 443 else "http"
    return f"{scheme}://{host}{'' if port in (None, connection.default_port) else f':{port}'}{target}"
