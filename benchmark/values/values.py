times = 2000


class Guarded:
    def __repr__(self):
        raise RuntimeError("inspected")

    def __getattribute__(self, name):
        raise RuntimeError("inspected")


def cycle(size):
    first = last = {}
    for depth in range(1, size):
        last["next"] = {"depth": depth, "first": first, "previous": last}
        last = last["next"]
    last["next"] = first
    return first


shapes = {
    "nothing": lambda size: None,
    "object": lambda size: {f"key{n}": n for n in range(size)},
    "list": lambda size: list(range(size)),
    "text": lambda size: "x" * size,
    "cycle": cycle,
    "guarded": lambda size: Guarded(),
}


async def returning(shape, size):
    """Awaits async calls that return the same value."""
    value = shapes[shape](size)
    for _ in range(times):
        await give(value)


async def give(value):
    return value
