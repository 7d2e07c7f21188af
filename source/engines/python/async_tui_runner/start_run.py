"""Creates the run that a command requests."""

from __future__ import annotations

from typing import Any, Union

from .channel import Channel
from .run_program import ProgramRun
from .run_tasks import TasksRun

Run = Union[TasksRun, ProgramRun]


def create_run(command: dict[str, Any], channel: Channel) -> Run:
    """Returns the run of a program, if the command names one; otherwise the run of a set of tasks under a strategy."""
    is_program = any(file["role"] == "program" for file in command["files"])
    return ProgramRun(command, channel) if is_program else TasksRun(command, channel)
