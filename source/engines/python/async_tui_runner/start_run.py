"""What a command asks to run."""

from __future__ import annotations

from typing import Any, Union

from .channel import Channel
from .run_program import ProgramRun
from .run_tasks import TasksRun

Run = Union[TasksRun, ProgramRun]


def create_run(command: dict[str, Any], channel: Channel) -> Run:
    """A program as it is, where the command names one; otherwise a set of tasks, as a strategy awaits them."""
    is_program = any(file["role"] == "program" for file in command["files"])
    return ProgramRun(command, channel) if is_program else TasksRun(command, channel)
