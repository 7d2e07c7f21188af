from functools import partial

from simulated import fetch


async def load(path):
    url = f"https://api.example.com{path}"
    reply = await fetch(url)
    return await reply.json()


profile = partial(load, "/profile")
settings = partial(load, "/settings")
orders = partial(load, "/orders")
avatar = partial(load, "/avatar")
messages = partial(load, "/messages")
