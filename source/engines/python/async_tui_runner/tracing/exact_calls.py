"""The calls of a program, at the moments at which they start and end.

Otherwise a call is known only from its first suspension on, and a call that never suspends may not be known at all.
"""

from __future__ import annotations

import sys

from ..loop.thread_usage import ThreadUsage
from ..loop.watchdog import Watchdog
from .observer import Observer


def emit_calls(observer: Observer, watchdog: Watchdog, usage: ThreadUsage) -> None:
    """Reports the calls of all async functions of the program."""
    if sys.version_info >= (3, 12):
        from .monitored_calls import monitor

        monitor(observer)
    else:
        from .profiled_calls import ProfiledCalls

        ProfiledCalls(observer, watchdog, usage).watch()
