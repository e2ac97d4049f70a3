"""Moment of a record: a day, and what is known of it, resolved once and passed down."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from geodata.control import AreaFigure
from geodata.record import Evidence, Record
from layers.link import View


@dataclass(frozen=True, eq=False)
class Moment:
    """Day of a record, with the map in force on it.

    All but the day itself speaks of that map: its figures, its evidence and its front are those of
    the effective date, however long ago it was.

    Raises
    ------
    DateError
        By every property: the day lies before the first effective date, or there is none.
    """

    record: Record
    day: date

    @cached_property
    def effective_date(self) -> date:
        """Effective date in force on the day."""
        return self.record.effective(self.day)

    @cached_property
    def before(self) -> date | None:
        """Effective date before the one in force; None for the first."""
        return self.record.before(self.effective_date)

    @property
    def age_days(self) -> int:
        """Days between the effective date and the day; 0 on the effective date."""
        return (self.day - self.effective_date).days

    @cached_property
    def figures(self) -> tuple[AreaFigure, ...]:
        """Ground per party, status and basis in km², with its change since the map before."""
        return self.record.figures_with_change(self.effective_date)

    @property
    def front_km(self) -> float:
        """Geodesic km of all lines of contact together."""
        return sum(self.record.contact_km(self.effective_date).values())

    @cached_property
    def evidence(self) -> Evidence:
        """Evidence behind the map."""
        return self.record.evidence(self.effective_date)


def moment_of(record: Record, view: View) -> Moment:
    """Moment that a view shows: the day of its link, or the last effective date.

    A view of two days shows the later one. A record without a day has the latest date there is,
    so that asking for its map says that nothing has been published.
    """
    last = record.dates[-1] if record.dates else date.max
    return Moment(record, view.to_day or view.as_of or last)


def period_of(record: Record, view: View) -> tuple[date, ...]:
    """Effective dates between the two days of a view, or up to its day, in the order of time.

    Where none lies between them it is the one in force at the end.
    """
    moment = moment_of(record, view)
    first = view.from_day or record.dates[0]
    between = tuple(day for day in record.dates if first <= day <= moment.day)
    return between or (moment.effective_date,)
