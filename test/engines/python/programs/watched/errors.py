"""Raises errors whose classes have code of their own; prints what is seen of them, and when they are freed."""
import asyncio, gc, sys, traceback, weakref
class X1(Exception):
    def __str__(self): raise ValueError("no str")
    __repr__ = __str__
class X2(Exception):
    def __str__(self): raise KeyboardInterrupt
    __repr__ = __str__
class X3(Exception):
    def __str__(self): print("str ran"); return "x"
class X4(Exception):
    def __getattribute__(self, n):
        if n not in ("__class__",): print("getattribute", n)
        return super().__getattribute__(n)
    def __setattr__(self, n, v): print("setattr", n); super().__setattr__(n, v)
class X5(Exception):
    exceptions = property(lambda self: print("exceptions asked"))
    code = property(lambda self: 1/0)
    status = property(lambda self: 1/0)
    errno = property(lambda self: 1/0)
class X6(BaseException): pass
class X7(asyncio.CancelledError):
    def __str__(self): raise RuntimeError
class X8(OSError):
    def __init__(self, *a): super().__init__(*a)
    strerror = property(lambda s: 1/0)
class Meta(type):
    @property
    def __name__(c): print("name asked"); return "Z"
class X9(Exception, metaclass=Meta): pass
def cyc():
    a, b = ValueError("a"), ValueError("b")
    a.__cause__, b.__cause__ = b, a
    return a
class Loud:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def makers():
    yield lambda: X1("a"); yield lambda: X2("a"); yield lambda: X3("a"); yield lambda: X4("a"); yield lambda: X5("a")
    yield lambda: X6("a"); yield lambda: X7("a"); yield lambda: X8(1, "b"); yield lambda: X9("q"); yield cyc
    yield lambda: ValueError("x" * 10_000_000); yield lambda: ValueError(*range(100000)); yield lambda: KeyError(object)
    yield lambda: UnicodeDecodeError("utf-8", b"\xff" * 1000000, 0, 1, "bad"); yield lambda: ValueError("\ud800")
    yield lambda: SyntaxError("bad", ("nofile", 3, 1, "text")); yield lambda: SyntaxError(); yield lambda: StopAsyncIteration(3)
async def plain(m): raise m()
async def later(m):
    keep = Loud("local")
    await asyncio.sleep(0)
    raise m()
def show(e):
    tb = traceback.extract_tb(BaseException.__traceback__.__get__(e))
    print([f"{f.name}:{f.lineno}" for f in tb], type.__dict__["__name__"].__get__(type(e)))
async def main():
    gc.disable()
    for m in makers():
        try: await plain(m)
        except BaseException as e: show(e)
        try: await asyncio.create_task(later(m))
        except BaseException as e: show(e)
        print("next")
        r = (await asyncio.gather(later(m), return_exceptions=True))[0]
        show(r)
        del r
    class V(ValueError): pass
    async def f(): raise V("x")
    async def g():
        try: await f()
        except V as e: r = weakref.ref(e)
        print("freed", r() is None)
        t = asyncio.create_task(f())
        try: await t
        except V as e: r = weakref.ref(e)
        del t
        print("freed", r() is None)
        t = asyncio.create_task(asyncio.sleep(5)); await asyncio.sleep(0); t.cancel()
        try: await t
        except asyncio.CancelledError as e: r = weakref.ref(e)
        del t
        print("freed", r() is None)
    await g()
asyncio.run(main())
