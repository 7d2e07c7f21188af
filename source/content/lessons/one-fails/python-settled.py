import asyncio


async def good():
    await asyncio.sleep(0.9)
    return "good"


async def bad():
    await asyncio.sleep(0.3)
    raise ValueError("bad broke")


async def main():
    for result in await asyncio.gather(good(), bad(), return_exceptions=True):
        print(type(result).__name__, result)


asyncio.run(main())
