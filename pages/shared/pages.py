"""Pages of the app: names, files, and how each fills the window."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Entry:
    """A page.

    Parameters
    ----------
    name
        Its folder, its script, its address, and after `page_` its title in the catalogues.
    map
        Whether a map fills the window.
    staff
        Whether only editors see it.
    two_days
        Whether it compares two days.
    """

    name: str
    map: bool = False
    staff: bool = False
    two_days: bool = False

    @property
    def path(self) -> str:
        """Path of the script from the project's folder."""
        return f"pages/{self.name}/{self.name}.py"


PAGES: Final = (
    Entry("replay", map=True),
    Entry("compare", map=True, two_days=True),
    Entry("trends"),
    Entry("distances"),
    Entry("press"),
    Entry("history"),
    Entry("method"),
    Entry("upload", staff=True),
)
FIRST: Final = PAGES[0].name
BY_NAME: Final = {entry.name: entry for entry in PAGES}
