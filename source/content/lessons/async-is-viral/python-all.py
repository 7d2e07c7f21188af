import asyncio


async def query():
    await asyncio.sleep(0.4)
    return "Ada"


async def user():
    return "user " + await query()


async def page():
    return "page of " + await user()


async def main():
    print(await page())


asyncio.run(main())
