from simulated import fetch


async def fetch_user_data(id):
    url = f"https://api.example.com/users/{id}"
    reply = await fetch(url)
    return await reply.json()


async def fetch_system_settings():
    url = "https://api.example.com/settings"
    reply = await fetch(url)
    return await reply.json()
