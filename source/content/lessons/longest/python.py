import asyncio


async def user():
    await asyncio.sleep(0.6)
    return "Ada"


async def news():
    await asyncio.sleep(0.4)
    return "3 headlines"


async def main():
    print(await user())
    print(await news())


asyncio.run(main())
