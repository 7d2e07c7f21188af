# Nobody keeps a task, which is collected while it waits: nothing has cancelled it.
import asyncio, gc
async def audit(): await asyncio.get_running_loop().create_future()
async def main():
    asyncio.create_task(audit())
    await asyncio.sleep(0.05)
    gc.collect()
    await asyncio.sleep(0.3)
asyncio.run(main())
