from simulated import fetch


async def reader(id):
    user = await get(f"/users/{id}")
    post = await get(f"/posts/{user['latestPost']}")
    comments = await get(f"/posts/{post['id']}/comments")
    return f"{user['name']}, comments: {len(comments)}"


async def get(path):
    url = f"https://api.example.com{path}"
    reply = await fetch(url)
    return await reply.json()
