"""The pipes to the host. They keep working whatever the program does with its standard streams."""

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

# The lowest descriptor number that the runner uses for itself; macOS allows 256 descriptors.
HIGH = 200

# Saved before the program can replace these functions.
_select = select.select
_sleep = time.sleep

# Up to AT_ONCE lines in APART ms are written immediately. Another thread writes the lines after them, APART ms later.
AT_ONCE = 20
APART = 5
# The most characters that may wait to be written.
MOST = 4_000_000

# Lines for the host: from here on, marks may come after their bytes; all bytes so far have their marks.
_MARKS_ARE_LATE, _MARKS_ARE_COMPLETE = "m1\n", "m0\n"

_encode = JSONEncoder(separators=(",", ":"), check_circular=False).encode


class Channel:
    """Takes over the host's two descriptors, so that no process that the program starts inherits them."""

    def __init__(self, events: int = 3, commands: int = 4) -> None:
        self._prepare()
        self._events = _taken(events)
        self._commands = _taken(commands)
        if sys.platform != "win32":
            os.set_blocking(self._events, False)

    def _prepare(self) -> None:
        self._lock = Lock()
        # The lines that wait to be written. `_size` is approximate: several threads update it.
        self._lines: deque[str] = deque()
        self._size = 0
        # An empty line means nothing to the host, but ends any text that the program has written to the descriptor.
        self._before = "\n"
        # `_since`, `_written`: when the current interval of APART ms started, and the lines written in it.
        self._since = 0.0
        self._flushed_at = 0.0
        self._written = 0
        self._writing_thread = 0
        # Whether the other thread has been asked to write.
        self._is_left = False
        # Whether it has just written so many lines that the next ones are left to it too.
        self._is_flooded = False
        # Whether the host expects marks after the bytes that they are for.
        self._are_marks_late = False
        # How many ms the other thread has worked, and since when it works; None while it sleeps.
        self._worked = 0.0
        self._working_since: Optional[float] = None
        self._wake = Lock()
        self._wake.acquire()

    @property
    def descriptors(self) -> frozenset[int]:
        return frozenset([self._events, self._commands])

    def write(self, line: dict[str, Any]) -> float:
        """Writes a line, after all lines that wait before it. Returns as `flush` does."""
        self._lines.append(_encode(line) + "\n")
        return self.flush()

    def leave(self, line: str) -> None:
        """Queues a line to be written just before the next one."""
        self._lines.append(line)

    def write_text(self, line: str, soon: bool = False) -> float:
        """Writes a line, from any thread. Returns the ms that the calling thread waited for the host.

        Up to twenty lines in five milliseconds are written before this returns. In a flood, another thread writes the
        rest five milliseconds later, because waking the host for each line takes longer than making the line; while the
        flood lasts, it writes them all. A line
        with `soon` is always left to that thread: a write releases the interpreter's lock, which would let the
        program's other threads run first. If too many characters wait, this call writes them itself and waits for the
        host.
        """
        self._lines.append(line)
        self._size += len(line)
        if self._size > MOST:
            return self.flush()
        if self._is_left:
            return 0.0
        if not soon and self._is_at_once():
            return self.flush()
        self._leave()
        return 0.0

    def write_mark(self, line: str) -> None:
        """Writes a line that announces bytes of the program, before these or, in a flood, soon after them.

        Appends before it reads whether marks are late: so the line that ends a flood comes after all marks of the flood.
        """
        self._lines.append(line)
        if self._are_marks_late:
            self._leave()
            return
        if not self._is_at_once():
            self._are_marks_late = True
            self._lines.append(_MARKS_ARE_LATE)
            self._leave()
        self.flush()

    def _is_at_once(self) -> bool:
        """Returns whether a line is written immediately, and counts it."""
        at = now()
        if self._is_flooded and at - self._flushed_at < APART:
            return False
        if at - self._since >= APART:
            self._since = at
            self._written = 0
        self._written += 1
        return self._written <= AT_ONCE

    def _leave(self) -> None:
        """Leaves the waiting lines to the other thread."""
        if not self._is_left:
            self._is_left = True
            self._wake.release()

    def flush(self) -> float:
        """Writes all waiting lines. Returns the ms that it waited for the host.

        Without a host the run has no purpose: `_gone` ends the process.
        """
        if self._writing_thread == get_ident():
            # A finalizer reports an event while this thread is writing: the write in progress includes the event.
            return 0.0
        waited = 0.0
        if not self._lock.acquire(False):
            # Another thread has the lock and waits for the host.
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

    def send_keepalive(self, every: float) -> None:
        """Writes an empty line if nothing was written for `every` ms. May be called from any thread."""
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
        """Writes the lines that other threads have queued, forever. Runs in its own thread."""
        while True:
            self._wake.acquire()
            _sleep(APART / 1000)
            self._working_since = now()
            self._is_left = False
            self._is_flooded = len(self._lines) > AT_ONCE
            self.flush()
            if self._are_marks_late:
                self._are_marks_late = False
                self._lines.append(_MARKS_ARE_COMPLETE)
                self.flush()
            self._worked, self._working_since = self.worked, None

    @property
    def worked(self) -> float:
        """How many ms the thread of `write_later` has worked."""
        since = self._working_since
        return self._worked + (now() - since if since is not None else 0.0)

    def forget(self) -> None:
        """Drops the waiting lines in a forked process: they belong to its parent."""
        self._lines.clear()
        self._lock = Lock()
        self._writing_thread = 0
        self._are_marks_late = False

    def commands(self) -> Iterator[dict[str, Any]]:
        """Yields the host's commands as they arrive, until the host is gone."""
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
    """Returns a copy with a high number, clear of those that the program opens, and closes by their numbers."""
    if sys.platform == "win32":
        return dup(descriptor)
    import fcntl

    try:
        return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, HIGH)
    except OSError:
        # The limit of open descriptors is below HIGH.
        return dup(descriptor)
