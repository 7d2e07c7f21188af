"""The bodies of replies, as a program reads them from `http.client`."""

from __future__ import annotations

from functools import wraps
from typing import Any, Callable, Optional
from weakref import WeakKeyDictionary

from .request import Request

_Function = Callable[..., Any]

CUT = "it was closed before its end"
BROKEN = "it was broken off before its end"


class Body:
    """`is_complete`: its last chunk has come. `is_left`: the program does not want more of it."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.is_complete = False
        self.is_left = False
        self.raw_bytes = 0


class ResponseBodies:
    """`response`: the class of all replies, whose methods are followed from now on."""

    def __init__(self, response: Any) -> None:
        self._open: WeakKeyDictionary[Any, Body] = WeakKeyDictionary()
        for name in ("_safe_read", "_safe_readinto"):
            # Of chunks they also read the ends of lines between them.
            setattr(response, name, self._in_chunks(getattr(response, name), lambda reply: reply.chunk_left))
        response._read1_chunked = self._in_chunks(response._read1_chunked, lambda reply: True)
        response._read_and_discard_trailer = self._completed(response._read_and_discard_trailer)
        response._close_conn = self._ended(response._close_conn)
        response.close = self._left(response.close)

    def follow(self, response: Any, request: Request) -> None:
        """A reply of which the headers have come."""
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
                body.is_left = True
            return close(response)

        return left


def _missing(response: Any, body: Body) -> Optional[str]:
    """Why that is not all of it, if it is not."""
    if response.chunked:
        is_all = body.is_complete or (_is_decoded_elsewhere(response) and body.raw_bytes > 0)
    elif response.length is None:
        # It ends with the connection.
        is_all = not body.is_left
    else:
        is_all = response.length == 0
    return None if is_all else CUT if body.is_left else BROKEN


def _is_decoded_elsewhere(response: Any) -> bool:
    """Whether the program has chunks taken apart by somebody else, whose reading cannot be followed."""
    return bool(response.chunk_left == "UNKNOWN")


def _count(response: Any, body: Body) -> None:
    """Counts what comes over the connection from now on, and what has come with the headers."""
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

    # Only what is there already is looked at: nothing is read for that.
    raw.readinto = lambda buffer: None
    arrived(len(buffered.peek()))
    raw.readinto = counted
