# silent: a thread, a handler of a signal and a socket can each wake what waits, however long nothing happens.
import asyncio
import os
import signal
import threading


async def wait_for(event):
    await event.wait()


async def main():
    loop = asyncio.get_running_loop()
    by_thread, by_signal = asyncio.Event(), asyncio.Event()
    waiting = asyncio.Event()
    threading.Timer(1.3, lambda: loop.call_soon_threadsafe(by_thread.set)).start()
    loop.add_signal_handler(signal.SIGUSR1, by_signal.set)
    server = await asyncio.start_server(lambda reader, writer: waiting.set(), "127.0.0.1", 0)
    await wait_for(by_thread)
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGUSR1)).start()
    await wait_for(by_signal)
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await wait_for(waiting)
    writer.close()
    server.close()


asyncio.run(main())
