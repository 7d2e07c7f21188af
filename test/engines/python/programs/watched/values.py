"""Returns values of every kind. None of their own code may run."""
import asyncio, collections, enum, sys, weakref, dataclasses
class R1:
    def __repr__(self): raise ValueError("no repr")
class R2:
    def __repr__(self): raise KeyboardInterrupt
class R3:
    def __repr__(self): print("repr ran"); return "x"
class Meta(type):
    def __repr__(c): print("meta repr"); return "m"
    def __instancecheck__(c, o): print("instancecheck"); return True
class R4(metaclass=Meta): pass
class R5:
    @property
    def __class__(self): print("class asked"); return int
    @property
    def __dict__(self): print("dict asked"); return {}
    def __getattr__(self, n): print("getattr", n); raise RuntimeError(n)
    def __getattribute__(self, n): print("getattribute", n); return object.__getattribute__(self, n)
class R6(dict):
    def items(self): print("items"); return []
    def __iter__(self): print("iter"); return iter(())
    def __len__(self): print("len"); return 3
class R7(str):
    def __len__(self): print("slen"); return 5
    def __repr__(self): print("srepr"); return "z"
    def __getitem__(self, i): print("sget"); return "z"
class R8(list):
    def __iter__(self): raise SystemExit(9)
    def __len__(self): raise SystemExit(9)
class R9(int):
    def __repr__(self): raise SystemExit(4)
    def bit_length(self): raise SystemExit(4)
class E(enum.Enum):
    A = 1
    def __repr__(self): print("enum repr"); return "A!"
class S:
    __slots__ = ("a",)
    def __eq__(self, o): print("eq"); return True
    __hash__ = None
@dataclasses.dataclass
class D:
    x: object
    def __repr__(self): print("dc"); return "d"
loop = []; loop.append(loop)
rec = {}; rec["rec"] = rec
deep = []
for _ in range(5000): deep = [deep]
VALUES = [R1(), R2(), R3(), R4, R4(), R5(), R6(a=1), R7("abc"), R8([1]), R9(5), E.A, S(), D(R2()), loop, rec, deep,
  10**5000, "\ud800", b"\xff"*10, "x"*10_000_000, list(range(1_000_000)), {n: n for n in range(100000)}, float("nan"),
  collections.OrderedDict(a=R2()), collections.defaultdict(list), collections.Counter("aab"), collections.deque([R2()]),
  collections.namedtuple("N", "a b")(R2(), 1), collections.ChainMap({}), memoryview(b"abc"), lambda: 1, asyncio, type("", (), {})(), weakref.WeakSet(), range(10**9), (R2(),), {R2(): R2()}, frozenset([R2()]), object(), NotImplemented, ..., 1j, bytearray(10**7)]
async def give(v): return v
async def wait(v):
    await asyncio.sleep(0)
    return v
async def agen(v):
    yield v
async def main():
    for i, v in enumerate(VALUES):
        a = await give(v); assert a is v
        b = await asyncio.create_task(wait(v)); assert b is v
        async for c in agen(v): assert c is v
        print(i)
asyncio.run(main())
