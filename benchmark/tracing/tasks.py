import asyncio

from measured import measured


async def one(number):
    await asyncio.sleep(0)
    return number


async def tasks(share):
    await asyncio.gather(*(one(number) for number in range(int(10_000 * share))))


measured(tasks)
