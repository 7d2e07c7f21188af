"""The memory that the process uses."""

from __future__ import annotations

import os
import sys

_MB = 1_048_576
# The system refuses memory this many MB above the limit: one call could take all memory before the next check.
SPARE = 4096


def taken() -> float:
    """Returns the MB that the process has in memory; its peak, where the system reports only that; 0 on Windows."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MB
    except OSError:
        pass
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return 0
    # `ru_maxrss` is in bytes on macOS, in kB elsewhere.
    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / _MB


def limit_requests(most: int) -> None:
    """Makes the system refuse requests far above `most` MB: Python then raises MemoryError."""
    try:
        from resource import RLIMIT_DATA, getrlimit, setrlimit
    except ImportError:
        return
    _, hard = getrlimit(RLIMIT_DATA)
    try:
        setrlimit(RLIMIT_DATA, ((most + SPARE) * _MB, hard))
    except (OSError, ValueError):
        # The system already has a lower limit.
        pass
