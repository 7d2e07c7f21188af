# rule: cancel-swallowed
import asyncio


async def watch():
    for _ in range(8):
        try:
            await asyncio.sleep(0.2)
        except BaseException:
            pass


async def main():
    watching = asyncio.create_task(watch())
    await asyncio.sleep(0.1)
    watching.cancel()
    await asyncio.wait([watching])


asyncio.run(main())
