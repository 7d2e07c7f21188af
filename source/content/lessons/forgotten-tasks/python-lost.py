import asyncio
import gc


async def listen():
    news = asyncio.get_running_loop().create_future()
    print("heard", await news)  # only listen refers to news


async def main():
    asyncio.create_task(listen())  # no reference is kept
    await asyncio.sleep(0.2)
    gc.collect()  # Python does this by itself, now and then
    await asyncio.sleep(0.2)
    print("tasks left:", len(asyncio.all_tasks()) - 1)


asyncio.run(main())
