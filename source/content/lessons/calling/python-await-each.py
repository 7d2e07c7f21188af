import asyncio


async def f():
    print("f begins")
    await asyncio.sleep(0.6)


async def g():
    print("g begins")
    await asyncio.sleep(0.4)


async def main():
    await f()
    await g()


asyncio.run(main())
