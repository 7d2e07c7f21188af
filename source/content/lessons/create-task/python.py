import asyncio


async def f():
    print("f begins")
    await asyncio.sleep(0.4)


async def main():
    print("before the call")
    task = asyncio.create_task(f())
    print("after the call")
    await task


asyncio.run(main())
