# rule: cancelled-after-failure (info)
import asyncio


async def follow():
    await asyncio.sleep(5)


async def read():
    await asyncio.sleep(0.05)
    raise ValueError("bad row")


async def main():
    following, reading = asyncio.create_task(follow()), asyncio.create_task(read())
    try:
        await reading
    except ValueError:
        following.cancel()
    await asyncio.wait([following])


asyncio.run(main())
