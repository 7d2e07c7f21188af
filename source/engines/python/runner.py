"""The process in which a Python program runs: it waits for a command, runs one program, and ends.

Needs nothing but a Python from 3.9 on. Speaks the protocol of the host: events and replies leave by file descriptor 3,
commands come by file descriptor 4, one JSON object a line.
"""

import sys

if sys.version_info < (3, 9):
    sys.exit("Python 3.9 or later is needed, this is %d.%d" % sys.version_info[:2])

from async_tui_runner.serve import serve

# The folder of this file is not the program's.
del sys.path[0]

serve()
