# Waits for events and a queue that a signal, a timer and I/O end, not another call: nothing queues.
import asyncio, os, signal
async def main():
    loop = asyncio.get_running_loop()
    stop, timed, received = asyncio.Event(), asyncio.Event(), asyncio.Queue()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.call_later(.1, os.kill, os.getpid(), signal.SIGTERM)
    await stop.wait()
    loop.call_later(.1, timed.set)
    await timed.wait()
    class Receiver(asyncio.Protocol):
        def data_received(self, data): received.put_nowait(data)
    reading, writing = os.pipe()
    await loop.connect_read_pipe(Receiver, os.fdopen(reading, 'rb'))
    loop.call_later(.1, os.write, writing, b'x')
    await received.get()
asyncio.run(main())
