"""Each `await` has a label of its own on its line. `pause` writes the label while that line is on the stack."""

import asyncio
import sys
from contextlib import asynccontextmanager
from functools import partial
from time import sleep


def pause(label, value=None):
    sys.stdout.write(label)
    sys.stdout.flush()
    return asyncio.sleep(0.001, value)


async def plain():
    await pause("plain")
    return await pause("return await", 1)


class Shapes:
    def __init__(self):
        self.closed = False

    async def method(self):
        await pause("method")

    @classmethod
    async def create(cls):
        await pause("class method")
        return cls()

    @staticmethod
    async def static():
        await pause("static method")

    async def _private(self):
        await pause("private method")

    async def calls_private(self):
        await self._private()

    async def __aenter__(self):
        await pause("aenter")
        return self

    async def __aexit__(self, *error):
        await pause("aexit")

    def __aiter__(self):
        self.left = 2
        return self

    async def __anext__(self):
        self.left -= 1
        if self.left == 0:
            raise StopAsyncIteration
        await pause("anext")
        return self.left

    def __await__(self):
        yield from pause("awaitable object").__await__()
        return "awaited"


async def loops():
    for _ in range(2):
        await pause("for loop")
    for label in await pause("for head", ["a"]):
        assert label
    while await pause("while head", False):
        pass
    else:
        await pause("while else")


async def tries():
    try:
        await pause("try")
        raise ValueError("on purpose")
    except ValueError:
        await pause("except")
    else:
        await pause("never")
    finally:
        await pause("finally")
    try:
        await pause("second try")
    except ValueError:
        pass
    else:
        await pause("else")


async def branches():
    if await pause("if head", True):
        await pause("if body")
    elif await pause("never"):
        pass
    either = 1 if await pause("condition", False) else await pause("ternary", 2)
    both = await pause("and left", True) and await pause("and right", either)
    neither = await pause("or left", False) or await pause("or right", both)
    assert neither == 2, await pause("never")


async def expressions():
    text = f"{await pause('f-string', 'text')}!"
    numbers = [await pause("list", 1), 2]
    pairs = {"key": await pause("dict value", 3)}
    first, *rest = await pause("unpacking", [1, 2])
    total = await pause("left operand", 1) + 2
    numbers[await pause("subscript", 0)] = total
    spread = [*(await pause("spread", [1]))]
    compared = 0 < await pause("comparison", 1) < 2
    if (walrus := await pause("walrus", 5)) > 4:
        spread.append(walrus)
    print(await pause("argument", ""), end="")
    return text, pairs, first, rest, spread, compared


async def comprehensions():
    squares = [await pause("comprehension", n) for n in range(2)]
    keys = {key: await pause("dict comprehension") for key in squares}
    several = [n async for n in values()]  # async comprehension
    lazy = (await pause("generator expression", n) for n in range(1))
    async for n in lazy:  # over a generator expression
        several.append(n)
    return keys, several


async def values():
    await pause("generator body")
    yield 1
    try:
        yield await pause("generator yield await", 2)
    finally:
        await pause("generator finally")


async def delegates():
    async for value in values():
        yield value


async def iterates():
    async for value in values():
        await pause("async for body", value)
    async for value in delegates():
        assert value
    async for value in Shapes():
        await pause("async for an iterator", value)
    generator = values()
    await generator.__anext__()  # anext
    await generator.asend(None)  # asend
    await generator.aclose()  # aclose


@asynccontextmanager
async def managed():
    await pause("manager enter")
    try:
        yield "resource"
    finally:
        await pause("manager exit")


async def contexts():
    async with Shapes() as shapes, managed() as resource:
        await pause("async with body")
    async with managed():
        return shapes, resource


async def defaults(value=None):
    await (value or pause("default"))
    inner = lambda: pause("lambda")
    await inner()  # calls the lambda
    await partial(pause, "partial")()  # partial


async def nested():
    async def inner(label):
        await pause(label)  # nested

    await asyncio.gather(inner("gather one"), inner("gather two"))
    await asyncio.gather(asyncio.gather(inner("gather nested")), tries())
    await asyncio.wait([asyncio.create_task(inner("wait"))])
    await asyncio.wait_for(inner("wait_for"), 1)
    await asyncio.wait_for(asyncio.gather(inner("wait_for gather")), 1)
    await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(None, sleep, 0.001), 1)
    await asyncio.shield(inner("shield"))
    for arrival in asyncio.as_completed([inner("as_completed")]):
        await arrival  # as_completed


async def recursive(depth):
    if depth == 0:
        await pause("recursion")
    else:
        await recursive(depth - 1)


async def decorated_twice():
    def decorator(function):
        async def wrapper():
            await pause("decorator")
            return await function()

        return wrapper

    @decorator
    async def function():
        await pause("decorated")

    await function()


async def several_lines():
    await (  # in parentheses
        pause("in parentheses")
    )
    await asyncio.gather(  # gathered, gathered too
        pause("gathered"),
        pause("gathered too"),
    )


async def every():
    await plain()
    shapes = await Shapes.create()
    await shapes.method()
    await Shapes.static()
    await shapes.calls_private()
    assert await shapes == "awaited"  # awaitable object
    await loops()
    await tries()
    await branches()
    await expressions()
    await comprehensions()
    await iterates()
    await contexts()
    await defaults()
    await nested()
    await recursive(3)
    await decorated_twice()
    await several_lines()
    return "all of them"
