# Not thread-safe: the loop does not wake before its own timer. The observer's timers must not wake it earlier.
import asyncio
import threading
import time
async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    def settle():
        time.sleep(0.1)
        loop.call_soon(future.set_result, None)
    threading.Thread(target=settle).start()
    loop.call_later(0.6, lambda: None)
    await future
asyncio.run(main())
