import asyncio

from aiohttp import ClientSession, web
from measured import measured


async def find_user(number):
    await asyncio.sleep(0.002)
    return {"id": number}


async def handle(request):
    return web.json_response(await find_user(request.match_info["id"]))


async def requests(share):
    app = web.Application()
    app.router.add_get("/users/{id}", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]

    async def client(session):
        for number in range(int(50 * share)):
            async with session.get(f"http://127.0.0.1:{port}/users/{number}") as response:
                await response.read()

    async with ClientSession() as session:
        await asyncio.gather(*(client(session) for _ in range(20)))
    await runner.cleanup()


measured(requests)
