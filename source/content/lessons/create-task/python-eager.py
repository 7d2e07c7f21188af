import asyncio


async def f():
    print("f begins")
    await asyncio.sleep(0.4)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)  # Python 3.12

    print("before the call")
    task = asyncio.create_task(f())
    print("after the call")
    await task


asyncio.run(main())
