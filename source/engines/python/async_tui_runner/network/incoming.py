"""Requests that reach a program through the servers of aiohttp and uvicorn."""

from __future__ import annotations

from functools import wraps
from types import CodeType
from typing import Any, Callable, Optional

from ..clock import now
from ..import_hooks import when_imported
from ..trace_writer import TraceWriter
from ..tracing.observer import Observer

# From this status on, the server failed to respond as it should.
FIRST_SERVER_ERROR = 500


class IncomingRequests:
    """Identifies the coroutines that answer requests, by their code objects.

    Of the servers, only the method that sends a status is replaced.
    """

    def __init__(self, writer: TraceWriter, observer: Observer) -> None:
        self._writer = writer
        self._observer = observer
        # How to create the request that a coroutine answers, by the identity of its code object. The code is stored
        # too, to keep that identity valid.
        self._known: dict[int, tuple[CodeType, Callable[[Any], _Incoming]]] = {}

    def watch(self) -> None:
        self._observer.incoming_of = self._of
        when_imported("aiohttp.web_protocol", self._watch_aiohttp)
        for server in ("h11_impl", "httptools_impl"):
            when_imported(f"uvicorn.protocols.http.{server}", self._watch_uvicorn)

    def _of(self, coroutine: Any) -> Optional[_Incoming]:
        code, make = self._known.get(id(coroutine.cr_code), (None, None))
        if code is None or make is None:
            return None
        try:
            return make(coroutine.cr_frame.f_locals)
        except (AttributeError, KeyError, TypeError, ValueError):
            # Another version of the server stores the request elsewhere: its coroutine is traced like any library task.
            return None

    def _note(self, function: Any, make: Callable[[Any], _Incoming]) -> None:
        code = getattr(function, "__code__", None)
        if code:
            self._known[id(code)] = (code, make)

    def _watch_aiohttp(self, module: Any) -> None:
        handler = getattr(module, "RequestHandler", None)
        self._note(
            getattr(handler, "_handle_request", None), lambda fields: _OfAiohttp(self._writer, fields["request"])
        )

    def _watch_uvicorn(self, module: Any) -> None:
        cycle: Any = getattr(module, "RequestResponseCycle", None)
        send = getattr(cycle, "send", None)
        if send is None:
            return
        answering: dict[int, _OfUvicorn] = {}

        @wraps(send)
        async def send_observed_response(cycle: Any, message: Any) -> Any:
            result = await send(cycle, message)
            request = answering.get(id(cycle))
            if request:
                request.has_sent(message)
            return result

        cycle.send = send_observed_response
        self._note(
            getattr(cycle, "run_asgi", None), lambda fields: _OfUvicorn(self._writer, fields["self"], answering)
        )


class _Incoming:
    """An incoming request that is being answered. `name`: `GET /users/7`."""

    def __init__(self, writer: TraceWriter, method: str, path: str) -> None:
        self._writer = writer
        self.name = f"{method} {path}"
        # The id of its lane.
        self.task = ""
        self.status: Optional[int] = None
        self.is_sent = False

    def settle(
        self, at: float, outcome: str, result: Any, error: Optional[dict[str, Any]]
    ) -> tuple[str, Optional[str], Optional[dict[str, Any]]]:
        """Ends the request with its handler. Returns the outcome of its lane, the status as the value, and the error.

        A response that says that the server failed is a failure of the lane.
        """
        try:
            self._answered(result)
        except (AttributeError, KeyError, TypeError, ValueError):
            # Another version of the server, as above: whether the response was sent is unknown.
            pass
        if not self.is_sent:
            self._writer.incoming(at, self.task, "aborted", None, self._route())
        if outcome != "done":
            return outcome, None, error
        if not self.is_sent:
            return "cancelled", None, None
        if self.status is not None and self.status >= FIRST_SERVER_ERROR:
            return "failed", None, {"name": f"HTTP {self.status}", "message": ""}
        return "done", str(self.status), None

    def _sent(self, at: float) -> None:
        """Reports that the whole response was sent."""
        self.is_sent = True
        self._writer.incoming(at, self.task, "ended", self.status, self._route())

    def _answered(self, result: Any) -> None:
        """Reads the response from what the handler returned, if it returned at all."""

    def _route(self) -> Optional[str]:
        """Returns the pattern of its path, where the framework names one."""
        raise NotImplementedError


class _OfAiohttp(_Incoming):
    def __init__(self, writer: TraceWriter, request: Any) -> None:
        super().__init__(writer, request.method, request.raw_path.partition("?")[0])
        self._request = request

    def _answered(self, result: Any) -> None:
        if result is not None:
            response, is_gone = result
            self.status = response.status
            if not is_gone:
                self._sent(now())

    def _route(self) -> Optional[str]:
        resource = getattr(getattr(getattr(self._request, "_match_info", None), "route", None), "resource", None)
        return getattr(resource, "canonical", None)


class _OfUvicorn(_Incoming):
    """`answering`: the open requests, by the identity of the object that sends their responses."""

    def __init__(self, writer: TraceWriter, cycle: Any, answering: dict[int, _OfUvicorn]) -> None:
        scope = cycle.scope
        raw = scope.get("raw_path")
        path = raw.decode("ascii", "replace") if type(raw) is bytes else scope["path"]
        super().__init__(writer, scope["method"], path.partition("?")[0])
        self._cycle = cycle
        self._answering = answering
        answering[id(cycle)] = self

    def has_sent(self, message: Any) -> None:
        if type(message) is dict and message.get("type") == "http.response.start":
            self.status = message.get("status")
        if self._cycle.response_complete and not self.is_sent:
            # The response is complete, though its handler may continue in the background.
            self._sent(now())

    def _answered(self, result: Any) -> None:
        self._answering.pop(id(self._cycle), None)

    def _route(self) -> Optional[str]:
        return getattr(self._cycle.scope.get("route"), "path", None)
