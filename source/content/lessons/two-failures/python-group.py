import asyncio


async def bad():
    await asyncio.sleep(0.2)
    raise ValueError("bad broke")


async def worse():
    try:
        await asyncio.sleep(0.4)
    finally:
        raise OSError("worse broke")  # in its cleanup


async def main():
    try:
        async with asyncio.TaskGroup() as group:  # Python 3.11
            group.create_task(bad())
            group.create_task(worse())
    except* ValueError as errors:
        print("values:", *errors.exceptions)
    except* OSError as errors:
        print("system:", *errors.exceptions)


asyncio.run(main())
