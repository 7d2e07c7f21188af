import asyncio


async def slow():
    await asyncio.sleep(1)
    print("slow did its work")


async def main():
    try:
        await asyncio.wait_for(slow(), timeout=0.4)
    except asyncio.TimeoutError:  # TimeoutError since 3.11
        print("too late")


asyncio.run(main())
