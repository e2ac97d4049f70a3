"""Pages of the app, from `layers/link.json`: names, files, and how each fills the window."""

from dataclasses import dataclass
from typing import Final

from layers.link_table import pages


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
    lead
        Key of the sentence beneath its title.
    nothing
        Key of the sentence for a theatre without a day.
    """

    name: str
    map: bool = False
    staff: bool = False
    two_days: bool = False
    lead: str = ""
    nothing: str = ""

    @property
    def path(self) -> str:
        """Path of the script from the project's folder."""
        return f"pages/{self.name}/{self.name}.py"


PAGES: Final = tuple(Entry(**row) for row in pages())
FIRST: Final = PAGES[0].name
BY_NAME: Final = {entry.name: entry for entry in PAGES}
