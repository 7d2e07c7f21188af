"""Asks where coroutines were created, and lets some be lost."""
import asyncio
import sys
import warnings


async def lost():
    pass


def lose():
    return lost()


async def main():
    lose()
    await asyncio.sleep(0)


lose()
both = [lost(), lost()]
both.append(lost())
# Python shows equal warnings of one line once, wherever their coroutines were created.
del both
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "coroutine 'lost' was never awaited$")
    lose()
    warnings.simplefilter("error")
    lose()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    lose()
    print([(str(warning.message), warning.lineno) for warning in caught])
print(sys.get_coroutine_origin_tracking_depth())
for depth in 2, 3, 5, 10:
    sys.set_coroutine_origin_tracking_depth(depth)
    print(sys.get_coroutine_origin_tracking_depth())
sys.set_coroutine_origin_tracking_depth(1)
print(sys.get_coroutine_origin_tracking_depth())
lose()
kept = lose()
print(kept.cr_origin)
kept.close()
sys.set_coroutine_origin_tracking_depth(0)
lose()
kept = lose()
print(kept.cr_origin)
kept.close()
print(sys.get_coroutine_origin_tracking_depth())
try:
    sys.set_coroutine_origin_tracking_depth(-1)
except ValueError as error:
    print(error)
try:
    sys.set_coroutine_origin_tracking_depth("1")
except TypeError as error:
    print(error)

asyncio.run(main(), debug=True)
print(sys.get_coroutine_origin_tracking_depth())
