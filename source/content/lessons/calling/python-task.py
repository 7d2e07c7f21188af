import asyncio


async def f():
    print("f begins")
    await asyncio.sleep(0.6)


async def g():
    print("g begins")
    await asyncio.sleep(0.4)


async def main():
    a = asyncio.create_task(f())
    b = asyncio.create_task(g())
    print("called:", type(a).__name__)
    await a
    await b


asyncio.run(main())
