import asyncio
import time


async def f():
    print("f begins")
    await asyncio.sleep(0.4)


async def main():
    print("before the call")
    task = asyncio.create_task(f())
    print("after the call")
    time.sleep(0.4)  # no await: f cannot begin
    print("await")
    await task


asyncio.run(main())
