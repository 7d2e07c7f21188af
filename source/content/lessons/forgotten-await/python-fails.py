import asyncio


async def save():
    await asyncio.sleep(0.3)
    raise OSError("disk full")


async def main():
    task = asyncio.create_task(save())  # never awaited
    await asyncio.sleep(0.6)
    print("good night")


asyncio.run(main())
