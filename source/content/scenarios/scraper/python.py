import re

from simulated import fetch


async def page(number):
    url = f"https://shop.example.com/page/{number}"
    reply = await fetch(url)
    html = await reply.text()
    return re.search("<title>(.*)</title>", html)[1]
