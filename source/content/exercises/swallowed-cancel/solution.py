import asyncio


async def work():
    for _ in range(5):
        try:
            await asyncio.sleep(0.2)
        except Exception:
            print("ignored an error")
            await asyncio.sleep(0.2)


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0.3)
    task.cancel()
    try:
        await task
        print("work continued")
    except asyncio.CancelledError:
        print("work ended by CancelledError")


asyncio.run(main())
