import asyncio


async def one():
    await asyncio.sleep(0.2)


async def alone():
    await asyncio.gather(one())


async def both():
    await asyncio.gather(one(), one())


async def main():
    await alone()
    await both()


asyncio.run(main())
