"""The pipes to the host. They outlive whatever the program does with its standard streams."""

from __future__ import annotations

import os
import select
import sys
import time
from collections import deque
from json import JSONEncoder, loads
from os import _exit, close, dup, read, write
from threading import Lock, get_ident
from typing import Any, Iterator, Optional

from .clock import now

# The first number of a descriptor of the runner's own; macOS allows 256 of them.
HIGH = 200

# Taken before the program can replace it.
_select = select.select
_sleep = time.sleep

# So many times in so many ms lines are written at once. What comes then is written by another thread, as much later.
AT_ONCE = 20
APART = 5
# How many characters may wait to be written.
MOST = 4_000_000

_encode = JSONEncoder(separators=(",", ":"), check_circular=False).encode


class Channel:
    """Takes the host's two descriptors for itself: no process that the program starts inherits them."""

    def __init__(self, events: int = 3, commands: int = 4) -> None:
        self._prepare()
        self._events = _taken(events)
        self._commands = _taken(commands)
        if sys.platform != "win32":
            os.set_blocking(self._events, False)

    def _prepare(self) -> None:
        self._lock = Lock()
        # Lines that wait to be written. Their size is about that: several threads count.
        self._lines: deque[str] = deque()
        self._size = 0
        # An empty line means nothing, and ends whatever the program has written to the descriptor.
        self._before = "\n"
        # Since when lines have been written at once, and how many.
        self._since = 0.0
        self._flushed_at = 0.0
        self._written = 0
        self._writing_thread = 0
        # Whether another thread has been asked to write.
        self._is_left = False
        # ms for which the other thread has worked, and since when it does.
        self._worked = 0.0
        self._working_since: Optional[float] = None
        self._wake = Lock()
        self._wake.acquire()

    @property
    def descriptors(self) -> frozenset[int]:
        return frozenset([self._events, self._commands])

    def write(self, line: dict[str, Any]) -> float:
        """Writes one line, with all that waits before it, before it returns. See `flush`."""
        self._lines.append(_encode(line) + "\n")
        return self.flush()

    def leave(self, line: str) -> None:
        """Leaves a line that is written before the next one."""
        self._lines.append(line)

    def write_text(self, line: str, soon: bool = False) -> float:
        """Hands a line over, from any thread.

        It is written before this returns, up to twenty times in five milliseconds. In a flood another thread writes the
        rest, five milliseconds later: to wake the host for each line takes longer than to make it. So is a line that is
        to be written `soon`, and no earlier: whoever writes lets the program's other threads go first. When too much
        waits, this waits for the host, and returns the ms that it has.
        """
        self._lines.append(line)
        self._size += len(line)
        if self._size > MOST:
            return self.flush()
        if self._is_left:
            return 0.0
        if not soon:
            at = now()
            if at - self._since >= APART:
                self._since = at
                self._written = 0
            if self._written < AT_ONCE:
                self._written += 1
                return self.flush()
        self._is_left = True
        self._wake.release()
        return 0.0

    def flush(self) -> float:
        """Writes what waits to be written, and returns the ms that it has waited for the host.

        When the host is gone there is nobody to run for, and the process ends.
        """
        if self._writing_thread == get_ident():
            # Something was collected while this thread writes, and reports it: that is written next.
            return 0.0
        waited = 0.0
        if not self._lock.acquire(False):
            # Another thread waits for the host.
            since = now()
            self._lock.acquire()
            waited = now() - since
        try:
            self._writing_thread = get_ident()
            self._flushed_at = now()
            while self._lines:
                waited += self._write_lines()
        finally:
            self._writing_thread = 0
            self._lock.release()
        return waited

    def give_sign(self, every: float) -> None:
        """Writes an empty line if nothing was written for so many ms. From any thread."""
        if now() - self._flushed_at >= every and self._lock.acquire(False):
            self._lock.release()
            self._lines.append("")
            self.flush()

    def _write_lines(self) -> float:
        waited = 0.0
        lines = [self._before]
        try:
            while True:
                lines.append(self._lines.popleft())
        except IndexError:
            self._size = 0
        rest = memoryview("".join(lines).encode("utf-8", "backslashreplace"))
        while rest:
            try:
                rest = rest[write(self._events, rest) :]
            except BlockingIOError:
                since = now()
                _select([], [self._events], [])
                waited += now() - since
            except OSError:
                self._gone()
                return waited
        return waited

    def _gone(self) -> None:
        _exit(1)

    def write_later(self) -> None:
        """Writes what other threads have left, for ever. For a thread beside theirs."""
        while True:
            self._wake.acquire()
            _sleep(APART / 1000)
            self._working_since = now()
            self._is_left = False
            self.flush()
            self._worked, self._working_since = self.worked, None

    @property
    def worked(self) -> float:
        """ms for which the thread that writes what is left has worked."""
        since = self._working_since
        return self._worked + (now() - since if since is not None else 0.0)

    def forget(self) -> None:
        """This is a copy of the process: what waits to be written is not its own."""
        self._lines.clear()
        self._lock = Lock()
        self._writing_thread = 0

    def commands(self) -> Iterator[dict[str, Any]]:
        """The host's commands, as they come, until the host is gone."""
        rest = b""
        while True:
            try:
                part = read(self._commands, 65536)
            except OSError:
                return
            if not part:
                return
            *lines, rest = (rest + part).split(b"\n")
            yield from map(loads, lines)


def _taken(descriptor: int) -> int:
    own = copy(descriptor)
    close(descriptor)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(own, os.O_BINARY)
    else:
        os.set_blocking(own, True)
    return own


def copy(descriptor: int) -> int:
    """A copy that is out of the way of those that the program opens, and closes by their numbers."""
    if sys.platform == "win32":
        return dup(descriptor)
    import fcntl

    try:
        return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, HIGH)
    except OSError:
        # So many cannot be open here.
        return dup(descriptor)
