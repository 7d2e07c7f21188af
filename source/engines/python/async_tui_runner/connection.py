"""The connection of a process that the user's command started. It is made at the first async call."""

from __future__ import annotations

import _socket
import _thread
import os
import platform
import re
import select
import signal
import sys
from json import dumps
from os import close, getpid, getppid, kill, read
from typing import Any, Callable, NamedTuple, Optional

from .channel import Channel, copy

_select = select.select

# Of the events before the first async call, only those about lanes, files and other loops are reported.
_REPORTED_EARLY = frozenset(
    [
        "run-started",
        "file-described",
        "not-observed",
        "task-created",
        "task-started",
        "task-waiting",
        "task-resumed",
        "task-ended",
    ]
)
# The most lines that wait for the connection. With more, nothing is reported at all.
_MAX_WAITING_LINES = 10_000
# How many seconds the host has to accept a connection.
_PATIENCE = 2


class Address(NamedTuple):
    """Where the host listens, the token by which it recognizes its own processes, and the instant of `at: 0`."""

    path: str
    token: str
    origin: float


def read_address(value: str) -> Optional[Address]:
    """Parses `PATH#TOKEN#ORIGIN`; the path may contain a `#`. Returns None for anything else."""
    found = re.fullmatch(r"(.+)#([^#]+)#([\d.]+)", value, re.DOTALL)
    return Address(found[1], found[2], float(found[3])) if found else None


class Connection(Channel):
    """Queues lines until it is opened. Without a host, the program continues and nothing is reported."""

    def __init__(self, address: Address) -> None:
        self._prepare()
        self._address = address
        self._events = -1
        # The first line is the greeting.
        self._before = ""
        self._is_lost = False
        # Whether this side has ended the connection.
        self._is_closed = False
        # Called when the connection has been opened.
        self.opened: Callable[[], None] = lambda: None
        # The descriptors that belong to the runner.
        self.own: set[int] = set()

    @property
    def is_open(self) -> bool:
        return self._events >= 0

    def admits(self, type: str, fact: dict[str, Any]) -> bool:
        """Returns whether to report an event, now or once connected. The first async call opens the connection."""
        if self._events >= 0:
            return True
        if self._is_lost:
            return False
        if type == "task-created" and fact["kind"] in ("call", "generator", "request"):
            self._open()
        return type in _REPORTED_EARLY

    def leave(self, line: str) -> None:
        if not self._is_lost:
            super().leave(line)

    def write_text(self, line: str, soon: bool = False) -> float:
        if self._events >= 0:
            return super().write_text(line, soon)
        if not self._is_lost:
            self._lines.append(line)
            if len(self._lines) > _MAX_WAITING_LINES:
                self._lose()
        return 0.0

    def flush(self) -> float:
        return super().flush() if self._events >= 0 else 0.0

    def send_keepalive(self, every: float) -> None:
        """Does nothing: the host expects no sign of life from a process that it did not start."""

    def forked(self) -> None:
        """Drops the parent's connection in a forked process, which opens its own."""
        self.forget()
        if self._events >= 0:
            self.own.discard(self._events)
            close(self._events)
        self._events = -1

    def close(self) -> None:
        """Stops reporting."""
        self._is_closed = True
        self._lose()

    def _open(self) -> None:
        try:
            own = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
            try:
                own.settimeout(_PATIENCE)
                own.connect(self._address.path)
                descriptor = copy(own.fileno())
            finally:
                own.close()
            os.set_blocking(descriptor, False)
        except (OSError, AttributeError):
            self._lose()
            return
        self.own.add(descriptor)
        _load_unwinder()
        self._lines.appendleft(self._greeting())
        self._events = descriptor
        _thread.start_new_thread(self.write_later, ())
        _thread.start_new_thread(self._listen, (descriptor,))
        self.opened()
        self.flush()

    def _greeting(self) -> str:
        greeting: dict[str, Any] = {
            "type": "hello",
            "token": self._address.token,
            "pid": getpid(),
            "parent": getppid(),
            "thread": 0,
            "language": "python",
            "runtime": f"{platform.python_implementation()} {platform.python_version()}",
            "executable": sys.executable or "",
            "command": [sys.executable or "", *_words()],
        }
        for name, descriptor in (("stdout", 1), ("stderr", 2)):
            file = _file_of(descriptor)
            if file is not None:
                greeting[name] = file
        return dumps(greeting) + "\n"

    def _listen(self, descriptor: int) -> None:
        """Sends SIGHUP to this process, as a closing terminal does, when the host disappears without a farewell.

        The program's pipes are closed by then.
        """
        try:
            _select([descriptor], [], [])
            try:
                received = read(descriptor, 64)
            except ConnectionResetError:
                # The host is gone and had not read everything.
                received = b""
            # A write may have failed already, and lost the connection.
            if not received and not self._is_closed and hasattr(signal, "SIGHUP"):
                kill(getpid(), signal.SIGHUP)
        except (OSError, ValueError):
            pass

    def _gone(self) -> None:
        self._lose()

    def _lose(self) -> None:
        self._is_lost = True
        self._events = -1
        self._lines.clear()


def _load_unwinder() -> None:
    """Loads the library without which glibc aborts where a thread is ended by the end of the process.

    glibc loads it only then, and a program that has changed its root or has no descriptor left could not do that.
    """
    try:
        import _ctypes

        _ctypes.dlopen("libgcc_s.so.1", os.RTLD_NOW)
    except (ImportError, AttributeError, OSError):
        # Other systems need no such library.
        pass


def _file_of(descriptor: int) -> Optional[str]:
    """Returns the file of a descriptor, as device and inode. None if the descriptor is closed."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return None
    return f"{status.st_dev}:{status.st_ino}"


def _words() -> list[str]:
    """Returns the program and its arguments, as they stand after `python3`."""
    words = getattr(sys, "argv", None)
    file, *arguments = map(str, words if isinstance(words, list) and words else [""])
    name = getattr(getattr(sys.modules.get("__main__"), "__spec__", None), "name", "__main__")
    program = [file] if name == "__main__" else ["-m", str(name).removesuffix(".__main__")]
    return [*program, *arguments]
