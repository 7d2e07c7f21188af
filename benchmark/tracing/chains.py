import asyncio

from measured import measured


async def step(number):
    await asyncio.sleep(0)
    return number + 1


async def chain():
    number = 0
    for _ in range(100):
        number = await step(number)
    return number


async def chains(share):
    await asyncio.gather(*(chain() for _ in range(int(100 * share))))


measured(chains)
