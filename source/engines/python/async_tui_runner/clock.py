"""The runner's clock."""

from time import perf_counter


def now() -> float:
    """Returns the current time in ms, with fractions. All threads share this clock."""
    return perf_counter() * 1000.0
