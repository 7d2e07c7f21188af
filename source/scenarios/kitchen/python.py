import asyncio
import time


async def toast(ms):
    await asyncio.sleep(ms / 1000)  # the hands are free
    return "golden brown"


async def water(ms):
    await asyncio.sleep(ms / 1000)  # the hands are free
    return "boiling"


async def chop(ms):
    for _ in range(0, int(ms), 10):
        cut(10)  # the hands are busy
        await asyncio.sleep(0)  # look up: is anything ready?
    return "diced"


def cut(ms):
    end = time.perf_counter() + ms / 1000
    while time.perf_counter() < end:
        pass
