"""Values as short texts."""

import reprlib

MOST = 200

_repr = reprlib.Repr()
_repr.maxlevel = 4
_repr.maxdict = _repr.maxlist = _repr.maxtuple = _repr.maxset = _repr.maxfrozenset = 20
_repr.maxstring = _repr.maxother = MOST


def shorten(text: str) -> str:
    """At most 200 characters of a text."""
    return text if len(text) <= MOST else text[: MOST - 1] + "…"


def shown(value: object) -> str:
    """A value as Python prints it, shortened."""
    return shorten(_repr.repr(value))
