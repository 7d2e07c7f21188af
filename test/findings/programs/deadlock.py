# rule: deadlock
import asyncio


async def transfer(source, target):
    await source.acquire()
    try:
        await asyncio.sleep(0.02)
        async with target:
            return "transferred"
    finally:
        source.release()


async def main():
    savings, checking = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(transfer(savings, checking), transfer(checking, savings))


asyncio.run(main())
