import asyncio

from simulated import fetch


async def order(id, pause):
    url = f"https://shop.example.com/orders/{id}"
    for attempt in (1, 2, 3):
        try:
            reply = await fetch(f"{url}?attempt={attempt}")
            return await reply.json()
        except ConnectionError:
            if attempt == 3:
                raise
            # a longer pause each time
            await asyncio.sleep(pause * attempt / 1000)
