"""What arrives over the simulated network, and when."""

from __future__ import annotations

import asyncio
from typing import Callable, Optional, Sequence

from ..clock import now

# A timer that is at most this late, in ms, is late because of the resolution of timers, not because of a blocked loop.
ROUNDING = 3
# How many ms too early a delivery may happen.
EARLY = 0.1

# A share of the request's time, and what happens then.
Delivery = tuple[float, Callable[[], None]]


class Deliveries:
    """Each delivery has an absolute deadline, and a request that follows from a delivery starts at that deadline.

    So the lateness of timers does not add up over the requests of a run.
    """

    def __init__(self) -> None:
        self._due = 0.0
        self._at = 0.0

    def start(self) -> float:
        """Returns the instant from which a request that starts now counts its time, in ms on the runner's clock."""
        at = now()
        late = self._at - self._due
        return at - late if at - self._at < 1 and abs(late) < ROUNDING else at

    def schedule(self, start: float, time: float, deliveries: Sequence[Delivery]) -> Callable[[], None]:
        """Delivers in order, each at its share of `time` (ms) after `start`, until the returned function is called."""
        loop = asyncio.get_running_loop()
        waiting = list(deliveries)
        timer: Optional[asyncio.TimerHandle] = None

        def wait() -> None:
            nonlocal timer
            if waiting:
                timer = loop.call_later(max(0.0, start + waiting[0][0] * time - now()) / 1000, deliver)

        def deliver() -> None:
            # Everything that is due by now: several deadlines may have passed while the loop was blocked.
            while waiting and start + waiting[0][0] * time <= now() + EARLY:
                share, happen = waiting.pop(0)
                self._due, self._at = start + share * time, now()
                happen()
            wait()

        def stop() -> None:
            waiting.clear()
            if timer:
                timer.cancel()

        wait()
        return stop
