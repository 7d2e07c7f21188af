# A thread computes beside the loop, whose turns are late: no coroutine blocks it.
import asyncio, threading, time
def work():
    end = time.perf_counter() + 0.5
    while time.perf_counter() < end: pass
async def main():
    t = threading.Thread(target=work); t.start()
    for _ in range(10): await asyncio.sleep(0.03)
    t.join()
asyncio.run(main())
