"""What is written while another file stands for standard output goes there, as under a runner of tests."""

import asyncio
import os
import sys


async def speak(words):
    await asyncio.sleep(0)
    print(words, flush=True)


reads, writes = os.pipe()
kept = os.dup(1)
os.dup2(writes, 1)
asyncio.run(speak("captured"))
os.dup2(kept, 1)
os.close(writes)
print("read:", os.read(reads, 99), flush=True)
asyncio.run(speak("shown"))
sys.stderr.write("end\n")
