import asyncio
import threading
import time


async def wait(event):
    await event.wait()


async def main():
    loop, event = asyncio.get_running_loop(), asyncio.Event()

    def press():
        time.sleep(0.2)
        loop.call_soon(event.set)  # does not wake the loop

    threading.Thread(target=press).start()
    task = asyncio.create_task(asyncio.sleep(0.8))
    await wait(event)
    await task


asyncio.run(main())
