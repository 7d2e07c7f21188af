"""Profiles itself."""
import asyncio, sys, cProfile, pstats, io
async def f(): await asyncio.sleep(0); return len("x")
async def main():
    p = cProfile.Profile(); p.enable()
    for _ in range(3): await f()
    p.disable()
    s = pstats.Stats(p); print(sum(v[0] for k, v in s.stats.items() if k[2] == "f"), sys.getprofile())
    calls = []
    sys.setprofile(lambda fr, ev, a: calls.append(fr.f_code.co_name) if fr.f_code.co_name == "f" else None)
    await f()
    print(len(calls) > 0, sys.getprofile() is not None)
    sys.setprofile(None)
    print(sys.getprofile(), sys.gettrace())
asyncio.run(main())
