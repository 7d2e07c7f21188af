import asyncio

from simulated import fetch


async def order(id, pause):
    url = f"https://shop.example.com/orders/{id}"
    for attempt in (1, 2, 3):
        query = f"?attempt={attempt}"
        try:
            reply = await fetch(url + query)
            return await reply.json()
        except ConnectionError:
            if attempt == 3:
                raise
            # a longer pause each time
            seconds = pause * attempt / 1000
            await asyncio.sleep(seconds)
