"""Debuggers stop in the same lines, and do not show the runner."""

import asyncio
import io
import sys

sys.stdin = io.StringIO("p a\nn\nn\ns\nw\nc\nu\nl\nc\n")


async def inner(number):
    doubled = number * 2
    await asyncio.sleep(0)
    return doubled


async def main():
    a = 1
    breakpoint()
    b = await inner(a)
    c = await inner(b)
    await waits(c)


async def waits(c):
    await asyncio.sleep(0)
    breakpoint()
    print(c)


asyncio.run(main())
print(sys.stdin.read())
