import asyncio
import time


async def toast():
    await asyncio.sleep(0.6)  # the toaster works: the hands are free


async def water():
    await asyncio.sleep(1.0)  # the kettle works: the hands are free


async def chop():
    cut(0.8)  # the hands are busy, and never look up


def cut(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


async def main():
    await asyncio.gather(toast(), water(), chop())


asyncio.run(main())
