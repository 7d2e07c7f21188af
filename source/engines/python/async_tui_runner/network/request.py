"""One outgoing request of a program, from its start to its end."""

from __future__ import annotations

from typing import Any, Optional

from ..clock import now
from ..shorten import shorten
from ..trace_writer import TraceWriter

_PHASES = ("queued", "connecting", "waiting", "receiving", "received", "failed")
# The shortest time between two reports of received bytes, in ms.
INTERVAL = 20


class Request:
    """An outgoing request. It does not report a phase twice, nor anything after its end."""

    def __init__(self, writer: TraceWriter, id: str, task: Optional[str], method: str, url: str) -> None:
        self._writer = writer
        self._id = id
        self._task = task
        self._emitted_at = 0.0
        self.method = method
        self.url = url
        self.phase = "queued"
        self.bytes: Optional[int] = None
        self.total: Optional[int] = None

    def advance(self, phase: str, **more: Any) -> None:
        is_over = self.phase in ("received", "failed")
        if not is_over and _PHASES.index(phase) > _PHASES.index(self.phase):
            self.phase = phase
            self._emit(**more)

    def fail(self, error: BaseException) -> None:
        self.advance("failed", error=shorten(_text_of(error)))

    def receive(self, size: int) -> None:
        """Counts `size` more bytes of the body."""
        self.bytes = (self.bytes or 0) + size
        if self.phase == "receiving" and now() - self._emitted_at >= INTERVAL:
            self._emit()

    def _emit(self, **more: Any) -> None:
        self._emitted_at = now()
        self._writer.advanced(self._id, self._task, self.phase, bytes=self.bytes, total=self.total, **more)


def _text_of(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
