"""Find the PostgreSQL server that the tests of the store need, or install one.

As root on Debian or Ubuntu the package is installed, elsewhere the command is named. Without a
server the tests on it are skipped, and everything else runs; in continuous integration, where
``CI=true``, that is a failure.
"""

import os
import sys

from tests.browser.prerequisites import apt_command, apt_install
from tests.geodata import servers


def main() -> int:
    """Install a server where there is none; 1 if it is still missing and must not be."""
    if servers.missing() and not servers.programs():
        # The tests start a server of their own; that of the package need not run.
        os.environ.setdefault("RUNLEVEL", "1")
        apt_install(servers.DEBIAN_PACKAGE)
    sentence = servers.missing()
    if not sentence:
        return 0
    print(
        f"{sentence}.\nTo run the tests of the store on a server too: "
        f"{apt_command(servers.DEBIAN_PACKAGE)}",
        file=sys.stderr,
    )
    if servers.is_required():
        print("In continuous integration (CI is set) they must run.", file=sys.stderr)
        return 1
    print("They are skipped now.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
