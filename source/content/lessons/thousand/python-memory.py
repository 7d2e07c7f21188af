import asyncio
import resource
import threading


def taken():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def main():
    before = taken()
    stop = asyncio.Event()
    tasks = [asyncio.create_task(stop.wait()) for _ in range(1000)]
    await asyncio.sleep(0.1)
    a_task = max(1, taken() - before)
    stop.set()
    await asyncio.gather(*tasks)

    before, stop = taken(), threading.Event()
    for _ in range(1000):
        threading.Thread(target=stop.wait).start()
    a_thread = taken() - before
    stop.set()
    print("a thread takes", round(a_thread / a_task), "times the memory of a task")


asyncio.run(main())
