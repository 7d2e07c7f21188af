import asyncio


async def save():
    await asyncio.sleep(0.5)
    print("saved")


async def main():
    save()  # await is missing
    print("good night")


asyncio.run(main())
