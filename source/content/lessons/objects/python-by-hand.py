import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(0.4, future.set_result, 42)

    print(future)
    print(await future)
    print(await future)


asyncio.run(main())
