import asyncio


async def price():
    await asyncio.sleep(0.3)
    return 42


def total():
    return price() + 8


print("total:", total())
