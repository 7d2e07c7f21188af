"""The runner's clock."""

import time
from typing import Callable


# A library that freezes the time replaces its functions in all modules, the runner's too, but not in defaults.
def now(*, _read: Callable[[], float] = time.perf_counter) -> float:
    """Returns the current time in ms, with fractions. All threads share this clock."""
    return _read() * 1000.0
