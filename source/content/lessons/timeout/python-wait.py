import asyncio


async def slow():
    await asyncio.sleep(1)
    print("slow did its work")


async def main():
    task = asyncio.create_task(slow())
    done, pending = await asyncio.wait([task], timeout=0.4)
    print("too late:", len(pending), "pending")
    await task


asyncio.run(main())
