import asyncio


async def f():
    print("f runs")
    await asyncio.sleep(0.4)
    return 42


async def main():
    task = asyncio.create_task(f())
    print("a Task is a Future:", isinstance(task, asyncio.Future))
    print(await task)
    print(await task)


asyncio.run(main())
