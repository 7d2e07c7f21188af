import asyncio
import time


async def toast(ms):
    # the hands are free
    await asyncio.sleep(ms / 1000)
    return "golden brown"


async def water(ms):
    # the hands are free
    await asyncio.sleep(ms / 1000)
    return "boiling"


async def chop(ms):
    for _ in range(0, int(ms), 10):
        cut(10)  # the hands are busy
        # look up: is anything ready?
        await asyncio.sleep(0)
    return "diced"


def cut(ms):
    end = time.perf_counter() + ms / 1000
    while time.perf_counter() < end:
        pass
