import asyncio


async def price():
    await asyncio.sleep(0.3)
    return 42


def total():
    return asyncio.run(price()) + 8


async def main():
    print("total:", await asyncio.to_thread(total))


asyncio.run(main())
