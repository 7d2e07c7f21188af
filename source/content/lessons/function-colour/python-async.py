import asyncio


async def price():
    await asyncio.sleep(0.3)
    return 42


async def total():
    return await price() + 8


async def main():
    print("total:", await total())


asyncio.run(main())
