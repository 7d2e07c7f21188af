import asyncio


async def query():
    await asyncio.sleep(0.4)
    return "Ada"


def user():
    return query()


async def page():
    return "page of " + await user()


async def main():
    print(await page())


asyncio.run(main())
