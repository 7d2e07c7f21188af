import asyncio


async def work():
    await asyncio.sleep(0.9)
    print("work is done")


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0.3)
    print("main returns")


asyncio.run(main())
