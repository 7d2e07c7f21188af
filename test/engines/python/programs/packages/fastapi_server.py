"""A FastAPI application under uvicorn, and its httpx client."""
import asyncio, threading, time, socket, sys
import uvicorn, httpx
from fastapi import FastAPI, Depends, HTTPException, BackgroundTasks
from fastapi.responses import StreamingResponse
from helpers import find_user
app = FastAPI()
@app.get("/fast")
async def fast(): return {"fast": True}
@app.get("/u/{n}")
async def user(n: int): return await find_user(n)
@app.get("/sync")
def plain(): time.sleep(0.01); return "plain"
async def dep():
    await asyncio.sleep(0.001)
    yield 3
@app.get("/dep")
async def depends(d=Depends(dep)): return d
async def notify(): await asyncio.sleep(0.005); print("notified")
@app.get("/bg")
async def bg(tasks: BackgroundTasks): tasks.add_task(notify); return "bg"
async def numbers():
    for n in range(3):
        yield f"{n}\n"
        await asyncio.sleep(0.001)
@app.get("/stream")
async def stream(): return StreamingResponse(numbers())
@app.get("/missing")
async def missing(): raise HTTPException(404)
@app.middleware("http")
async def header(request, call_next):
    response = await call_next(request)
    response.headers["x"] = "y"
    return response
@app.on_event("startup")
async def start(): await asyncio.sleep(0.001); print("start")
with socket.socket() as s: s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]
config = uvicorn.Config(app, port=port, log_level="warning")
server = uvicorn.Server(config)
async def main():
    task = asyncio.create_task(server.serve())
    while not server.started: await asyncio.sleep(0.01)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        for path in ("/fast", "/u/1", "/sync", "/dep", "/bg", "/stream", "/missing"):
            r = await client.get(path); print(path, r.status_code, r.text)
    await asyncio.sleep(0.02)
    server.should_exit = True
    await task
asyncio.run(main())
