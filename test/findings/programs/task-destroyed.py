# rule: task-destroyed
import asyncio
import gc


async def audit(event):
    confirmed = asyncio.get_running_loop().create_future()
    event["confirm"] = "later"
    await confirmed


def on_login(event):
    asyncio.get_running_loop().create_task(audit(event))


async def main():
    on_login({})
    await asyncio.sleep(0.05)
    gc.collect()
    await asyncio.sleep(0.05)


asyncio.run(main())
