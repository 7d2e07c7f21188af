import asyncio


async def good():
    await asyncio.sleep(0.9)
    print("good is done")


async def bad():
    await asyncio.sleep(0.3)
    raise ValueError("bad broke")


async def main():
    try:
        await asyncio.gather(good(), bad())
    except ValueError as error:
        print("caught:", error)
    await asyncio.sleep(0.7)  # other work


asyncio.run(main())
