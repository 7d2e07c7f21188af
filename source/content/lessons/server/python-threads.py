import asyncio
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import urlopen


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.3)  # blocks only its own thread
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello\n")

    def log_message(self, *_):
        pass


def get(url):
    with urlopen(url) as response:
        return response.read()


async def ask(url):
    return await asyncio.to_thread(get, url)


async def main(url):
    await asyncio.gather(ask(url), ask(url), ask(url))


with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    asyncio.run(main(f"http://127.0.0.1:{server.server_port}"))
    server.shutdown()
