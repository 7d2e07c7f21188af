# silent: time limits, tasks that clean up slowly and end cancelled, and tasks that end at once when they are asked.
import asyncio


async def clean_up():
    try:
        await asyncio.sleep(5)
    finally:
        await asyncio.sleep(1.2)


async def stop():
    try:
        while True:
            await asyncio.sleep(0.1)
    except asyncio.CancelledError:
        return


async def limited():
    for _ in range(3):
        try:
            await asyncio.wait_for(asyncio.sleep(5), 0.4)
        except asyncio.TimeoutError:
            pass


async def main():
    tasks = [asyncio.create_task(clean_up()), asyncio.create_task(stop())]
    await asyncio.sleep(0.1)
    for task in tasks:
        task.cancel()
    await asyncio.gather(limited(), *tasks, return_exceptions=True)


asyncio.run(main())
