import asyncio
import http.client
import socket
import ssl
import threading
import urllib.error
import urllib.parse
import urllib.request


async def request(options):
    """One request, its reply read to the end; a status of 400 or more is a failure.

    After `timeout` seconds it fails; its thread ends at its next read, or when the server is silent for as long.
    """
    stop = threading.Event()
    reply = asyncio.to_thread(read_reply, options, stop)
    try:
        return await asyncio.wait_for(reply, options["timeout"])
    except asyncio.TimeoutError:
        raise RequestError(f"timed out after {options['timeout']} s") from None
    finally:
        # A thread cannot be cancelled.
        stop.set()


class RequestError(Exception):
    pass


def read_reply(options, stop):
    url, timeout = options["url"], options["timeout"]
    asked = urllib.request.Request(url, method=options["method"], headers=options["headers"])
    size = 0
    try:
        with urllib.request.urlopen(asked, timeout=timeout) as reply:
            while not stop.is_set() and (chunk := reply.read1(65536)):
                size += len(chunk)
            if reply.length:
                raise http.client.IncompleteRead(b"", reply.length)
            return {"status": reply.status, "bytes": size}
    except (OSError, http.client.HTTPException) as error:
        raise RequestError(explain(error, url, timeout)) from None


def explain(error, url, timeout):
    """What went wrong on the way to a reply, in a sentence."""
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
