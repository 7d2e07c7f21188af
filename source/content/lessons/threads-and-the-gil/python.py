import asyncio
import time


async def rest():
    await asyncio.to_thread(nap)


def nap():
    time.sleep(0.3)


async def main():
    await asyncio.gather(rest(), rest(), rest(), rest())


asyncio.run(main())
