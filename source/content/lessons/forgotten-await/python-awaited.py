import asyncio


async def save():
    await asyncio.sleep(0.5)
    print("saved")


async def main():
    await save()
    print("good night")


asyncio.run(main())
