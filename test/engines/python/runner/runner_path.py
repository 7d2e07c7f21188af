"""Makes the runner's package importable. To be imported before it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[4] / "source" / "engines" / "python"))
