import asyncio


async def slow():
    await asyncio.sleep(0.4)
    return "slow"


async def bad():
    await asyncio.sleep(0.2)
    raise ValueError("bad broke")


async def main():
    one, two = asyncio.create_task(slow()), asyncio.create_task(bad())
    try:
        print(await one)  # two is not awaited yet
        print(await two)
    except ValueError as error:
        print("caught:", error)
    print("good night")


asyncio.run(main())
