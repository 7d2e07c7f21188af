import asyncio


async def one():
    await asyncio.sleep(0.2)


async def two():
    return await asyncio.gather(one(), one())


async def main():
    await one()
    await two()


asyncio.run(main())
