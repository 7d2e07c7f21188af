"""A websockets server and two clients."""
import asyncio, websockets
async def echo(socket, path=None):
    async for message in socket:
        await asyncio.sleep(0.001)
        await socket.send(message.upper())
async def main():
    async with websockets.serve(echo, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with websockets.connect(f"ws://127.0.0.1:{port}") as a, websockets.connect(f"ws://127.0.0.1:{port}") as b:
            await a.send("one"); await b.send("two")
            print(await a.recv(), await b.recv())
asyncio.run(main())
