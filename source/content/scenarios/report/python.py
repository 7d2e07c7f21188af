import time
from functools import partial

from simulated import fetch


async def load(path):
    url = f"https://api.example.com{path}"
    reply = await fetch(url)
    return await reply.json()


sales = partial(load, "/sales")
stock = partial(load, "/stock")
staff = partial(load, "/staff")


async def report(ms):
    rows = await load("/rows")
    return summarize(rows, ms)


def summarize(rows, ms):
    end = time.perf_counter() + ms / 1000
    while time.perf_counter() < end:
        pass  # hard work: nothing else gets the thread
    return f"{len(rows)} rows"
