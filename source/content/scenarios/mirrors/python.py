from simulated import fetch


async def download(mirror):
    url = f"https://{mirror}.example.com/releases/latest"
    reply = await fetch(url)
    return await reply.json()
