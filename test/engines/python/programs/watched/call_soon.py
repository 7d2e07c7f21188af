"""Calls `call_soon` from another thread, which does not wake the loop."""
import asyncio, threading, time
async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    t0 = time.perf_counter()
    def other():
        time.sleep(0.1)
        loop.call_soon(lambda: f.done() or f.set_result(1))
    threading.Thread(target=other).start()
    loop.call_later(1.5, lambda: f.done() or f.set_result(2))
    await f
    print("late" if time.perf_counter() - t0 > 1.0 else "early")
asyncio.run(main())
