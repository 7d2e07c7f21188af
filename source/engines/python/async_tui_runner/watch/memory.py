"""How much memory the process takes."""

from __future__ import annotations

import os
import sys

_MB = 1_048_576
# Beyond the limit by so much, in MB, the system gives no more: one call can take all before the limit is looked at.
SPARE = 4096


def taken() -> float:
    """MB that the process has in memory now; where no one tells, that it has had at most; 0 on Windows."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MB
    except OSError:
        pass
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return 0
    # In bytes on macOS, in kB elsewhere.
    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / _MB


def limit_requests(most: int) -> None:
    """Has the system refuse what is far more than so many MB: Python raises MemoryError then."""
    try:
        from resource import RLIMIT_DATA, getrlimit, setrlimit
    except ImportError:
        return
    _, hard = getrlimit(RLIMIT_DATA)
    try:
        setrlimit(RLIMIT_DATA, ((most + SPARE) * _MB, hard))
    except (OSError, ValueError):
        # The system sets a lower one.
        pass
