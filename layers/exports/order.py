"""This module knows orders: what is asked of the press desk, of which map."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from geodata.record import Record
from layers.link import View, write_link
from layers.locale.captions import shown_day
from layers.picture import Look
from layers.scene import Edition

Progress = Callable[[int, int], None]
"""Hears how many pictures of how many are done."""


@dataclass(frozen=True, eq=False)
class Order:
    """A record as somebody sees it, and how what is made of it is to look."""

    record: Record
    view: View
    look: Look
    edition: Edition = field(default_factory=Edition)

    @property
    def language(self) -> str:
        """The language that leads."""
        return self.look.language

    @property
    def day(self) -> date:
        """The day that the map speaks about."""
        return shown_day(self.record, self.view)

    @property
    def effective(self) -> date:
        """The effective date in force on that day."""
        return self.record.effective(self.day)

    @property
    def link(self) -> str:
        """Where the same map is seen."""
        return self.look.permalink + write_link(self.view)

    def on(self, day: date) -> "Order":
        """The same for another day."""
        return replace(self, view=replace(self.view, as_of=day))
