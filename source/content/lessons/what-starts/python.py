import asyncio


async def f():
    print("f begins")
    await asyncio.sleep(0.6)


async def g():
    print("g begins")
    await asyncio.sleep(0.4)


async def main():
    a = f()
    b = g()
    await asyncio.sleep(0.3)
    print("now gather")
    await asyncio.gather(a, b)


asyncio.run(main())
