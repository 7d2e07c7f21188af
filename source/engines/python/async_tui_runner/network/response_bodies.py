"""Response bodies, as a program reads them from `http.client`."""

from __future__ import annotations

from functools import wraps
from typing import Any, Callable, Optional
from weakref import WeakKeyDictionary

from .request import Request

_Function = Callable[..., Any]

CUT = "it was closed before its end"
BROKEN = "it was broken off before its end"


class Body:
    """A body that is being read. `is_complete`: its last chunk has arrived."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.is_complete = False
        self.is_closed_by_program = False
        self.raw_bytes = 0


class ResponseBodies:
    """Follows the bodies of responses.

    `response`: the class of all responses, whose methods are replaced from now on.
    """

    def __init__(self, response: Any) -> None:
        self._open: WeakKeyDictionary[Any, Body] = WeakKeyDictionary()
        for name in ("_safe_read", "_safe_readinto"):
            # In a chunked body, these methods also read the line ends between the chunks.
            setattr(response, name, self._in_chunks(getattr(response, name), lambda reply: reply.chunk_left))
        response._read1_chunked = self._in_chunks(response._read1_chunked, lambda reply: True)
        response._read_and_discard_trailer = self._completed(response._read_and_discard_trailer)
        response._close_conn = self._ended(response._close_conn)
        response.close = self._left(response.close)

    def follow(self, response: Any, request: Request) -> None:
        """Follows the body of a response whose headers have arrived."""
        if response.length == 0 or response.fp is None:
            request.advance("received")
            return
        body = self._open[response] = Body(request)
        _count(response, body)

    def _in_chunks(self, read: _Function, reads_content: Callable[[Any], Any]) -> _Function:
        @wraps(read)
        def counted(response: Any, *arguments: Any) -> Any:
            is_content = response.chunked and reads_content(response)
            result = read(response, *arguments)
            body = self._open.get(response)
            if body and is_content and not _is_decoded_elsewhere(response):
                body.request.receive(result if isinstance(result, int) else len(result))
            return result

        return counted

    def _completed(self, read_trailer: _Function) -> _Function:
        @wraps(read_trailer)
        def completed(response: Any) -> Any:
            result = read_trailer(response)
            body = self._open.get(response)
            if body:
                body.is_complete = True
            return result

        return completed

    def _ended(self, close: _Function) -> _Function:
        @wraps(close)
        def ended(response: Any) -> Any:
            body = self._open.pop(response, None)
            if body:
                why = _missing(response, body)
                body.request.advance("failed" if why else "received", error=why)
            return close(response)

        return ended

    def _left(self, close: _Function) -> _Function:
        @wraps(close)
        def left(response: Any) -> Any:
            body = self._open.get(response)
            if body:
                body.is_closed_by_program = True
            return close(response)

        return left


def _missing(response: Any, body: Body) -> Optional[str]:
    """Returns why a body is incomplete. None if it is complete."""
    if response.chunked:
        is_all = body.is_complete or (_is_decoded_elsewhere(response) and body.raw_bytes > 0)
    elif response.length is None:
        # Without a length, the body ends with the connection.
        is_all = not body.is_closed_by_program
    else:
        is_all = response.length == 0
    return None if is_all else CUT if body.is_closed_by_program else BROKEN


def _is_decoded_elsewhere(response: Any) -> bool:
    """Returns whether another library decodes the chunks. Its reads cannot be followed."""
    return bool(response.chunk_left == "UNKNOWN")


def _count(response: Any, body: Body) -> None:
    """Counts the bytes that arrive over the connection from now on, and those that arrived with the headers."""
    buffered = response.fp
    raw = getattr(buffered, "raw", None)
    if raw is None:
        return
    readinto = raw.readinto
    request = body.request
    is_chunked = response.chunked

    def arrived(size: int) -> None:
        body.raw_bytes += size
        if not is_chunked:
            request.receive(size)

    def counted(buffer: Any) -> Any:
        try:
            size = readinto(buffer)
        except BaseException as error:
            request.fail(error)
            raise
        if size:
            arrived(size)
        return size

    # Counts only what is already buffered: `peek` must not read more for this.
    raw.readinto = lambda buffer: None
    arrived(len(buffered.peek()))
    raw.readinto = counted
