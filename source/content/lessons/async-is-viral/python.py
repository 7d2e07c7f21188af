import asyncio


async def query():
    await asyncio.sleep(0.4)
    return "Ada"


def user():
    return "user " + await query()


def page():
    return "page of " + user()


print(page())
