"""An httpx client of a plain server; the last request fails."""
import asyncio, httpx, threading, http.server
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(503 if self.path == "/bad" else 200); self.end_headers(); self.wfile.write(self.path.encode())
    def log_message(self, *a): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H); port = server.server_address[1]
threading.Thread(target=server.serve_forever, daemon=True).start()
async def get(client, n):
    r = await client.get(f"http://127.0.0.1:{port}/{n}"); r.raise_for_status(); return r.text
async def main():
    async with httpx.AsyncClient() as client:
        print(sorted(await asyncio.gather(*(get(client, n) for n in range(3)))))
        try: await get(client, "bad")
        except httpx.HTTPStatusError as e: print(e.response.status_code)
        await get(client, "bad")
try: asyncio.run(main())
except httpx.HTTPStatusError as e: print("raised")
