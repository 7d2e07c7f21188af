import asyncio


async def slow():
    try:
        await asyncio.sleep(1)
        print("slow did its work")
    except asyncio.CancelledError:
        print("slow is asked to stop")
        raise


async def main():
    try:
        async with asyncio.timeout(0.4):  # Python 3.11
            await slow()
    except TimeoutError:
        print("too late")


asyncio.run(main())
