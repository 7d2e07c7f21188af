"""Values as short texts."""

from __future__ import annotations

import reprlib
from itertools import islice
from typing import Any

MOST = 200


class _Repr(reprlib.Repr):
    """As `repr` prints values, but never at length."""

    def repr_dict(self, values: dict[Any, Any], level: int) -> str:
        # The library's own sorts the keys.
        if values and level <= 0:
            return "{...}"
        pairs = [
            f"{self.repr1(key, level - 1)}: {self.repr1(value, level - 1)}"
            for key, value in islice(values.items(), self.maxdict)
        ]
        return "{" + ", ".join([*pairs, "..."] if len(values) > self.maxdict else pairs) + "}"


_repr = _Repr()
_repr.maxlevel = 4
_repr.maxdict = _repr.maxlist = _repr.maxtuple = _repr.maxset = _repr.maxfrozenset = 20
_repr.maxstring = _repr.maxother = MOST


def shorten(text: str) -> str:
    """At most 200 characters of a text."""
    return text if len(text) <= MOST else text[: MOST - 1] + "…"


def shown(value: object) -> str:
    """A value as Python prints it, shortened."""
    return shorten(_repr.repr(value))
