import asyncio
import time


def nap():
    time.sleep(0.3)


async def main():
    threads = [asyncio.to_thread(nap) for _ in range(4)]
    await asyncio.gather(*threads)


asyncio.run(main())
