import asyncio
import http.client
import socket
import ssl
import urllib.error
import urllib.parse
import urllib.request


async def request(options):
    """Sends a request and reads its response to the end. A status of 400 or more is a failure.

    Fails after `timeout` seconds and shuts down the connections, so that the thread ends, too.
    """
    connections = Connections()
    reply = asyncio.to_thread(read_reply, options, connections)
    try:
        return await asyncio.wait_for(reply, options["timeout"])
    except asyncio.TimeoutError:
        raise RequestError(f"timed out after {options['timeout']} s") from None
    finally:
        # A thread cannot be cancelled, but what it reads from can be shut down.
        connections.shut_down()


class RequestError(Exception):
    pass


class Connections:
    """The connections of a request: one, or more after redirects."""

    def __init__(self):
        self.opened = []
        self.is_shut_down = False

    def add(self, connection):
        if self.is_shut_down:
            raise TimeoutError
        self.opened.append(connection)

    def shut_down(self):
        self.is_shut_down = True
        for connection in self.opened:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except (AttributeError, OSError):
                pass  # The connection is closed, or not open yet.


class Connecting(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    def do_open(self, connection_class, request, **options):
        def connect(*args, **more):
            connection = connection_class(*args, **more)
            request.connections.add(connection)
            return connection

        return super().do_open(connect, request, **options)


class OwnOriginOnly(urllib.request.HTTPRedirectHandler):
    """Removes credentials from redirects to another origin."""

    def redirect_request(self, request, *args):
        following = super().redirect_request(request, *args)
        if following:
            following.connections = request.connections
            if origin(following.full_url) != origin(request.full_url):
                for name in list(following.headers):
                    if is_secret(name.lower()):
                        following.remove_header(name)
        return following


# Created once: loading the certificates takes longer than a request.
opener = urllib.request.build_opener(Connecting, OwnOriginOnly)


def origin(url):
    parts = urllib.parse.urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def is_secret(header):
    return header in ("authorization", "cookie", "proxy-authorization") or "key" in header or "token" in header


def read_reply(options, connections):
    url, timeout = options["url"], options["timeout"]
    asked = urllib.request.Request(url, method=options["method"], headers=options["headers"])
    asked.connections = connections
    size = 0
    try:
        with opener.open(asked, timeout=timeout) as reply:
            while not connections.is_shut_down and (chunk := reply.read1(65536)):
                size += len(chunk)
            if reply.length:
                raise http.client.IncompleteRead(b"", reply.length)
            return {"status": reply.status, "bytes": size}
    except (OSError, http.client.HTTPException) as error:
        raise RequestError(explain(error, url, timeout)) from None


def explain(error, url, timeout):
    """Returns a sentence on why there was no response."""
    host = urllib.parse.urlsplit(url).netloc.rpartition("@")[2]
    if isinstance(error, urllib.error.HTTPError):
        if "infinite loop" in error.reason:
            return f"{host} redirects too often"
        return f"{error.code} {error.reason}".strip()
    reason = getattr(error, "reason", None)
    if isinstance(error, urllib.error.URLError) and isinstance(reason, Exception):
        error = reason
    if isinstance(error, socket.gaierror):
        name = urllib.parse.urlsplit(url).hostname
        if error.errno == socket.EAI_AGAIN:
            return f'no DNS answer for "{name}"'
        return f'unknown host "{name}"'
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of {host} is not trusted: {error.verify_message}"
    if isinstance(error, ssl.SSLEOFError):
        return f"{host} closed the connection"
    if isinstance(error, ssl.SSLError):
        return f"{host} does not speak TLS on this port"
    if isinstance(error, TimeoutError) or isinstance(error, socket.timeout):
        return f"no answer within {timeout} s"
    if isinstance(error, ConnectionRefusedError):
        return f"{host} refused the connection"
    if isinstance(error, (ConnectionError, http.client.IncompleteRead, http.client.RemoteDisconnected)):
        return f"{host} closed the connection"
    if isinstance(error, http.client.HTTPException):
        return f"{host} answered with something that is not HTTP"
    return f"{host} cannot be reached: no route" if isinstance(error, OSError) and error.errno else str(error)
