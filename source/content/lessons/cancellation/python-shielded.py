import asyncio


async def save():
    await asyncio.sleep(0.7)
    print("saved")


async def work(saving):
    await asyncio.shield(saving)


async def main():
    saving = asyncio.create_task(save())  # must not stop midway
    task = asyncio.create_task(work(saving))
    await asyncio.sleep(0.2)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("ended by CancelledError")
    await saving


asyncio.run(main())
