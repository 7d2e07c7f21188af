import asyncio


async def work():
    print("open")
    try:
        await asyncio.sleep(1)
    finally:
        await close()


async def close():
    await asyncio.sleep(0.2)  # cleanup takes time, too
    print("closed")


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0.3)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("ended by CancelledError")


asyncio.run(main())
