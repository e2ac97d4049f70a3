"""How many examples the fuzz tests try: a few thousand in `make test`, else as many as asked."""

import os

TIMES = int(os.environ.get("FUZZ", "1"))
"""Each fuzz test tries so many times its examples; `make fuzz` sets it."""


def examples(count: int) -> int:
    """The examples of a test that tries so many in `make test`."""
    return count * TIMES
