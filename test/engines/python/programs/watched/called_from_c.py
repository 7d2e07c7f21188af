"""Calls from C what takes note of its caller: there may be no Python frame outside of it."""
import _thread
import asyncio
import atexit
import functools
import operator
import os
import signal
import sys
import threading


def in_bare_thread(function, *arguments):
    done = threading.Event()
    calls = map(operator.methodcaller("__call__"), [functools.partial(function, *arguments), done.set])
    _thread.start_new_thread(list, (calls,))
    done.wait(5)


async def naps():
    await asyncio.sleep(9)


async def main():
    global lock, event, queue, slots
    lock, event, queue, slots = asyncio.Lock(), asyncio.Event(), asyncio.Queue(), asyncio.Semaphore(3)
    loop = asyncio.get_running_loop()
    print(list(map(queue.put_nowait, range(5))), queue.qsize())
    print(sorted(range(2), key=lambda n: queue.get_nowait()))
    print(list(map(asyncio.Semaphore.release, [slots, slots])))
    for make in (asyncio.Lock, asyncio.Semaphore, asyncio.Queue):
        print(functools.partial(make)().__class__.__name__)
        list(map(lambda _: make(), "ab"))
    in_bare_thread(queue.put_nowait, 1)
    in_bare_thread(queue.get_nowait)
    in_bare_thread(event.set)
    in_bare_thread(functools.partial(print, "printed", flush=True))
    in_bare_thread(os.write, 1, b"written\n")
    thread = threading.Thread(target=print, args=("thread",))
    in_bare_thread(thread.start)
    thread.join()
    task = asyncio.create_task(naps())
    await asyncio.sleep(0)
    in_bare_thread(task.cancel)
    print(await asyncio.gather(task, return_exceptions=True))
    tasks = list(map(asyncio.ensure_future, [naps(), naps()]))
    list(map(asyncio.Task.cancel, tasks))
    print(await asyncio.gather(*tasks, return_exceptions=True))
    signal.signal(signal.SIGUSR1, lambda *_: event.set())
    loop.add_signal_handler(signal.SIGUSR2, queue.put_nowait, 2)
    event.clear()
    os.kill(os.getpid(), signal.SIGUSR1)
    os.kill(os.getpid(), signal.SIGUSR2)
    await event.wait()
    while queue.qsize() < 4:
        await asyncio.sleep(0)
    while queue.qsize():
        print(await queue.get())
    timer = threading.Timer(0.01, queue.put_nowait, (3,))
    timer.start()
    timer.join()
    print(await queue.get())
    await lock.acquire()
    await slots.acquire()
    waits = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    print(repr(waits).partition("cb=")[0].rpartition("wait_for")[0])
    print([frame.f_code.co_name for frame in waits.get_stack()])
    waits.cancel()


asyncio.run(main())
atexit.register(print, "at exit")
for function in lock.release, slots.release, event.set, queue.get_nowait, functools.partial(queue.put_nowait, 1):
    atexit.register(function)
atexit.register(os.write, 1, b"written at exit\n")
sys.stdout.flush()
