# rule: errors-dropped
import asyncio


async def upload(n):
    await asyncio.sleep(0.01 * n)
    if n == 1:
        raise ConnectionResetError("peer")
    if n == 3:
        raise TimeoutError("slow")


async def main():
    await asyncio.gather(*(upload(n) for n in range(5)), return_exceptions=True)
    print("all uploaded")


asyncio.run(main())
