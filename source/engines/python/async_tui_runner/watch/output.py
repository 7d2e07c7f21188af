"""Reports what the program writes to its standard streams."""

from __future__ import annotations

import codecs
import io
import sys
import threading
from os import fstat, write
from sys import _getframe
from types import FrameType
from typing import Any, NamedTuple, Optional

from ..clock import now
from ..recursion_limit import set_limit
from ..tracing.observer import Observer
from ..tracing.source_positions import Place
from .output_limit import LONGEST, OutputLimit


class Origin(NamedTuple):
    """The thread, the task and the place that wrote."""

    thread: int
    task: Optional[str]
    place: Optional[Place]


class Stream(io.RawIOBase):
    """A standard stream whose bytes are reported. `encoding`: the current encoding of its text."""

    def __init__(self, name: str, descriptor: int, limit: OutputLimit, observer: Observer) -> None:
        # Python names its own streams this way.
        self.name = f"<{name}>"
        self.observer = observer
        self._stream = name
        self._descriptor = descriptor
        self._limit = limit
        self.encoding = "utf-8"
        self._decoder: Any = None
        self._file = _file_of(descriptor)
        self.is_copy = False

    @property
    def is_emitted(self) -> bool:
        """Whether output is reported.

        It is not in a forked process, nor while the program has replaced the file of the descriptor.
        """
        return not self.is_copy and _file_of(self._descriptor) in (self._file, None)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: Any) -> int:
        with memoryview(data) as view:
            size = view.nbytes
            self.write_bytes(bytes(view), self.origin(_getframe().f_back))
        return size

    def origin(self, frame: Optional[FrameType]) -> Origin:
        lane = self.observer.caller(frame)
        return Origin(threading.get_ident(), lane.id if lane else None, self.observer.places.of_caller(frame))

    def write_bytes(self, data: bytes, origin: Origin) -> None:
        """Writes bytes. An incomplete character at their end waits for the rest of its bytes."""
        if not self.is_emitted:
            write(self._descriptor, data)
            return
        if self._decoder is None or self._decoder[0] != self.encoding:
            self._decoder = self.encoding, codecs.getincrementaldecoder(self.encoding)("replace")
        text = self._decoder[1].decode(data)
        if text:
            self.write_text(text, origin)

    def write_text(self, text: str, origin: Origin) -> None:
        self._limit.write(self._stream, text, origin.task, origin.place)


def _file_of(descriptor: int) -> Optional[tuple[int, int]]:
    try:
        status = fstat(descriptor)
        return status.st_dev, status.st_ino
    except OSError:
        return None


class Text(io.TextIOWrapper):
    """Reports what one line of the program writes, once its text is complete, or at the next turn of the loop."""

    def __init__(self, stream: Stream, like: Any) -> None:
        # Like Python's own stream.
        super().__init__(stream, encoding=like.encoding, errors=like.errors, newline="", line_buffering=True)
        self._stream = stream
        self._stream.encoding = self.encoding
        self._lock = threading.RLock()
        self._text = ""
        self._origin: Optional[Origin] = None

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if type(text) is not str:
            # A subclass may override the methods that are called on it from here on.
            text = str.__add__("", text)
        observer = self._stream.observer
        set_limit(observer.limit.high)
        paused = observer.pause()
        at = now()
        try:
            self._write(text if text.isascii() else self._as_written(text))
        finally:
            if observer.is_main_thread:
                observer.stack.spent(now() - at)
            if paused:
                observer.resume()
            try:
                set_limit(observer.limit.low)
            except RecursionError:
                pass
        return len(text)

    def write_bytes(self, data: bytes, frame: Optional[FrameType]) -> int:
        """Writes bytes after the text that was written before. `frame`: the one that writes them."""
        observer = self._stream.observer
        at = now()
        set_limit(observer.limit.high)
        try:
            with self._lock:
                self.flush()
                self._stream.write_bytes(data, self._stream.origin(frame))
        finally:
            if observer.is_main_thread:
                observer.stack.spent(now() - at)
            try:
                set_limit(observer.limit.low)
            except RecursionError:
                pass
        return len(data)

    def reconfigure(self, **options: Any) -> None:
        self.flush()
        super().reconfigure(**options)
        self._stream.encoding = self.encoding

    def flush(self) -> None:
        with self._lock:
            if self._text and self._origin:
                text, self._text = self._text, ""
                if self._stream.is_emitted:
                    self._stream.write_text(text, self._origin)
                else:
                    self._stream.write_bytes(text.encode(self.encoding, "backslashreplace"), self._origin)

    def forked(self) -> None:
        """Detaches the stream in a forked process, which writes for itself. Another thread may have held the lock."""
        self._lock = threading.RLock()
        self._text = ""
        self._stream.is_copy = True

    def _as_written(self, text: str) -> str:
        """Returns the text as its bytes will be read. Raises what Python does if the encoding lacks a character."""
        encoding, errors = self.encoding, self.errors or "strict"
        if encoding in ("utf-8", "utf8") and errors == "strict":
            # Nothing changes. Only checks that the text can be encoded, which is the fastest way.
            text.encode()
            return text
        return text.encode(encoding, errors).decode(encoding, "replace")

    def _write(self, text: str) -> None:
        # Skips the frames of this method and of `write`, so that the next one is the program's.
        origin = self._stream.origin(_getframe(1).f_back)
        with self._lock:
            if origin != self._origin:
                self.flush()
            self._origin = origin
            self._text += text
            if self._text.endswith("\n") or len(self._text) > LONGEST:
                self.flush()


def watch_output(limit: OutputLimit, observer: Observer) -> tuple[Text, Text]:
    """Replaces the standard streams with streams that report what is written."""
    stdout = sys.stdout = sys.__stdout__ = Text(Stream("stdout", 1, limit, observer), sys.stdout)
    stderr = sys.stderr = sys.__stderr__ = Text(Stream("stderr", 2, limit, observer), sys.stderr)
    return stdout, stderr


def flush_output() -> None:
    """Reports incomplete lines, unless the program has replaced the streams."""
    for stream in (sys.stdout, sys.stderr):
        if type(stream) is Text:
            stream.flush()
