"""An aiohttp server with handlers of every kind, and its client."""
import asyncio
from aiohttp import web, ClientSession
from helpers import find_user
async def never_waits(request): return web.json_response({"fast": True})
async def handle(request):
    user = await find_user(request.match_info["id"])
    return web.json_response(user)
async def fails(request): raise RuntimeError("handler failed")
@web.middleware
async def timing(request, handler):
    response = await handler(request)
    return response
async def ws(request):
    socket = web.WebSocketResponse(); await socket.prepare(request)
    async for message in socket: await socket.send_str(message.data + "!")
    return socket
class View(web.View):
    async def get(self):
        await asyncio.sleep(0.01)
        return web.Response(text="view")
async def background(app):
    task = asyncio.create_task(ticker())
    yield
    task.cancel()
    try: await task
    except asyncio.CancelledError: pass
async def ticker():
    while True: await asyncio.sleep(0.02)
async def main():
    app = web.Application(middlewares=[timing])
    app.router.add_get("/fast", never_waits); app.router.add_get("/u/{id}", handle); app.router.add_get("/bad", fails); app.router.add_get("/ws", ws); app.router.add_view("/view", View)
    app.cleanup_ctx.append(background)
    runner = web.AppRunner(app); await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0); await site.start()
    port = site._server.sockets[0].getsockname()[1]
    async with ClientSession(f"http://127.0.0.1:{port}") as session:
        async def get(path):
            async with session.get(path) as response: return response.status, await response.text()
        print(await asyncio.gather(*(get(p) for p in ("/fast", "/u/1", "/u/2", "/bad", "/view"))))
        async with session.ws_connect("/ws") as s:
            await s.send_str("hi"); print((await s.receive()).data)
    await runner.cleanup()
asyncio.run(main())
