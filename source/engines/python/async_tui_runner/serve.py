"""The runner's process: reports that it is ready, answers the host, and runs one program."""

from __future__ import annotations

import _thread
import platform
import queue
import signal
import sys
from os import _exit
from typing import Optional

from .channel import Channel
from .clock import now
from .die_with_parent import die_with_parent
from .start_run import Run, create_run


def serve() -> None:
    """Runs what the host requests. Ends with the run, or with the host."""
    channel = Channel()
    # Ctrl+C reaches all processes of the terminal. The host decides what it means.
    signal.signal(signal.SIGINT, lambda *_: None)
    runs: queue.SimpleQueue[Run] = queue.SimpleQueue()
    # Not with `threading`, where the program counts its own threads.
    _thread.start_new_thread(_listen, (channel, runs))
    _thread.start_new_thread(channel.write_later, ())
    runtime = f"{platform.python_implementation()} {platform.python_version()}"
    channel.write({"type": "ready", "runtime": runtime, "executable": sys.executable})
    runs.get().start()


def _listen(channel: Channel, runs: queue.SimpleQueue[Run]) -> None:
    """Handles the host's commands, even while the program's loop is blocked. Ends the process when the host is gone."""
    die_with_parent()
    run: Optional[Run] = None
    for command in channel.commands():
        kind = command["type"]
        if kind == "ping":
            channel.write({"type": "pong", "number": command["number"], "clock": now()})
        elif kind == "run":
            run = create_run(command, channel)
            runs.put(run)
        elif kind == "abort" and run:
            run.abort()
        elif kind == "cancel" and run:
            run.cancel(command["task"])
    _exit(1)
