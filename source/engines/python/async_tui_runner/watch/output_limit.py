"""Prevents a flood of output from filling the trace.

The host does the same for output that does not pass through here.
"""

from __future__ import annotations

import re
from threading import RLock
from typing import Any, Callable, Optional

from ..clock import now

# The longest line, in characters.
WIDEST = 4096
# The longest text to which pieces are joined, in characters.
LONGEST = 16_384
# How many pieces and characters may pass at first, and how many per second after that.
BURST = (2000, 1_000_000)
STEADY = (100, 64_000)
# How much of one write can pass, in characters.
MOST_AT_ONCE = 256_000

_too_wide = re.compile(f"(.{{{WIDEST}}})(.+)")


class OutputLimit:
    """Passes output on unchanged until it becomes a flood.

    Lines are cut at 4096 characters. Pieces that are too many are joined into larger ones; what is still too much is
    left out, and a separate piece reports that. Can be used from any thread.
    """

    def __init__(self, emit: Callable[..., None]) -> None:
        self._emit = emit
        self._lock = RLock()
        self._pieces, self._characters = map(float, BURST)
        self._refilled_at = now()
        self._joined: Optional[dict[str, Any]] = None
        # What was left out: the stream, and how many lines and characters.
        self._left: Optional[tuple[str, int, int]] = None

    def write(self, stream: str, text: str, task: Optional[str], place: Any) -> None:
        with self._lock:
            self._refill()
            written = {"stream": stream, "text": _cut(text[:MOST_AT_ONCE]), "task": task, "place": place}
            size = len(written["text"])
            joined = self._joined
            if self._characters >= size and self._pieces >= 1:
                self.flush()
                self._pass(written)
            elif self._characters >= size and self._left is None and _can_join(joined, stream):
                self._joined = _join(joined, written) if joined else written
            else:
                self._leave_out(stream, text[:MOST_AT_ONCE])
            if len(text) > MOST_AT_ONCE:
                self._leave_out(stream, text[MOST_AT_ONCE:])

    def flush(self) -> None:
        """Reports what was held back. Must be called once a second, and at the end."""
        with self._lock:
            joined, self._joined = self._joined, None
            if joined:
                self._pass(joined)
            left, self._left = self._left, None
            if left:
                stream, lines, characters = left
                notice = f"\u2026 {_words(lines, characters)} omitted: too much output at once\n"
                self._pass({"stream": stream, "text": notice})

    def _refill(self) -> None:
        at = now()
        seconds = (at - self._refilled_at) / 1000
        self._refilled_at = at
        self._pieces = min(BURST[0], self._pieces + seconds * STEADY[0])
        self._characters = min(BURST[1], self._characters + seconds * STEADY[1])

    def _pass(self, written: dict[str, Any]) -> None:
        self._pieces -= 1
        self._characters -= len(written["text"])
        self._emit("output-written", **written)

    def _leave_out(self, stream: str, text: str) -> None:
        stream, lines, characters = self._left or (stream, 0, 0)
        self._left = stream, lines + text.count("\n"), characters + len(text)


def _can_join(joined: Optional[dict[str, Any]], stream: str) -> bool:
    return joined is None or (joined["stream"] == stream and len(joined["text"]) < LONGEST)


def _join(joined: dict[str, Any], written: dict[str, Any]) -> dict[str, Any]:
    """Joins two pieces. Their task and place are dropped unless they are the same in both."""
    is_same = joined["task"] == written["task"] and joined["place"] == written["place"]
    text = joined["text"] + written["text"]
    return {**joined, "text": text} if is_same else {**joined, "text": text, "task": None, "place": None}


def _cut(text: str) -> str:
    if len(text) <= WIDEST:
        return text
    return _too_wide.sub(lambda found: f"{found[1]}\u2026 ({len(found[2])} more)", text)


def _words(lines: int, characters: int) -> str:
    size = f"{characters} characters" if characters < 10_000 else f"{characters / 1e6:.2f} MB"
    return f"{lines} lines ({size})" if lines > 1 else size
