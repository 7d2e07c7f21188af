from simulated import fetch


async def download(mirror):
    host = f"https://{mirror}.example.com"
    reply = await fetch(f"{host}/releases/latest")
    return await reply.json()
