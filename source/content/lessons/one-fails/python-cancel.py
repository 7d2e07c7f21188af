import asyncio


async def good():
    await asyncio.sleep(0.9)
    print("good is done")


async def bad():
    await asyncio.sleep(0.3)
    raise ValueError("bad broke")


async def main():
    try:
        async with asyncio.TaskGroup() as group:  # Python 3.11
            group.create_task(good())
            group.create_task(bad())
    except* ValueError as errors:
        print("caught:", errors.exceptions[0])


asyncio.run(main())
