"""The runner's process: says that it is there, answers the host, and runs one program."""

from __future__ import annotations

import os
import platform
import queue
import signal
import sys
import threading
from typing import Optional

from .channel import Channel
from .clock import now
from .run import Run

# From <linux/prctl.h>.
_PR_SET_PDEATHSIG = 1


def serve() -> None:
    """Runs what the host asks for. Ends with the run, or with the host."""
    channel = Channel()
    # Ctrl+C reaches all processes of the terminal; what it means is for the host to say.
    signal.signal(signal.SIGINT, lambda *_: None)
    runs: queue.SimpleQueue[Run] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(channel, runs), name="async-tui commands", daemon=True).start()
    runtime = f"{platform.python_implementation()} {platform.python_version()}"
    channel.write({"type": "ready", "runtime": runtime, "executable": sys.executable})
    runs.get().start()


def _listen(channel: Channel, runs: queue.SimpleQueue[Run]) -> None:
    """Hears the host while the program's loop is blocked, and ends the process when the host is gone."""
    _die_with_host()
    run: Optional[Run] = None
    for command in channel.commands():
        kind = command["type"]
        if kind == "ping":
            channel.write({"type": "pong", "number": command["number"], "clock": now()})
        elif kind == "run":
            run = Run(command, channel)
            runs.put(run)
        elif kind == "abort" and run:
            run.abort()
        elif kind == "cancel" and run:
            run.cancel(command["task"])
    os._exit(1)


def _die_with_host() -> None:
    """Has the system end this process with the host, also while a function of C keeps every thread of Python waiting.

    Only Linux can; elsewhere the process ends when that function returns.
    """
    if sys.platform == "linux":
        try:
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        except (ImportError, OSError, AttributeError):
            # A Python that was built without it.
            pass
