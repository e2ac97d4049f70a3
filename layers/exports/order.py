"""Orders: what an export is made of, and how it is to look."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from geodata.control import ControlSnapshot
from geodata.record import Record
from geodata.tables import Table
from geodata.theatre import BUILT_IN
from layers.edition import Edition
from layers.exports.pace import Shot
from layers.link import View, write_link
from layers.locale import Locale
from layers.moment import Moment, moment_of, period_of
from layers.picture import PictureOptions

Progress = Callable[[int, int], None]
"""Called with how many pictures of how many are drawn."""
DEFAULT_STRIP_DAYS: Final = 6
REPLAY_FILE_NAME: Final = "lines_of_control_replay.html"


@dataclass(frozen=True, eq=False)
class Order:
    """A record as a view shows it, with what one kind of export needs besides.

    Parameters
    ----------
    view
        Its theatre is always that of the record.
        The day of a picture or kit; the two days of a pair, a change, a chart, a replay.
    days
        The days of a strip (none: `strip_days`) or of a deck.
    shots
        The days of a clip, each with its time.
    words
        Of a kit: "headline", "caption" and "alt_text" as an editor wrote them.
    table, snapshot, content
        The figures, the areas, or the bytes that are handed on as a file.
    processes
        How many worker processes draw; None for as many as there are processors.
    """

    record: Record
    view: View = field(default_factory=View)
    options: PictureOptions = field(default_factory=PictureOptions)
    edition: Edition = field(default_factory=Edition)
    days: tuple[date, ...] = ()
    shots: tuple[Shot, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    table: Table | None = None
    snapshot: ControlSnapshot | None = None
    content: bytes = b""
    processes: int | None = None

    def __post_init__(self) -> None:
        # A link that names no theatre opens the built-in one.
        name = self.record.theatre.folder.name
        view = replace(self.view, theatre=None if name == BUILT_IN else name)
        object.__setattr__(self, "view", view)

    @property
    def language(self) -> str:
        """The language that leads."""
        return self.options.language

    @cached_property
    def locale(self) -> Locale:
        """The words of the theatre in the language that leads."""
        return Locale(self.record.theatre, self.language)

    @cached_property
    def moment(self) -> Moment:
        """Moment that the map shows."""
        return moment_of(self.record, self.view)

    @property
    def day(self) -> date:
        """Day that the map speaks about."""
        return self.moment.day

    @property
    def effective_date(self) -> date:
        """Effective date in force on that day."""
        return self.moment.effective_date

    @property
    def link(self) -> str:
        """Address of the same map."""
        return self.options.permalink + write_link(self.view)

    def on(self, day: date) -> "Order":
        """The same for another day."""
        return replace(self, view=replace(self.view, as_of=day))

    def snapshots(self, dates: "tuple[date, ...]") -> Iterator[ControlSnapshot]:
        """The maps of some effective dates, and the snapshot of the order if it has one."""
        if self.snapshot is not None:
            yield self.snapshot
        yield from map(self.record.snapshot, dates)


def strip_days(record: Record, view: View, count: int = DEFAULT_STRIP_DAYS) -> tuple[date, ...]:
    """The days of a strip: the effective dates of the view's period, spread evenly if many.

    The first and the last one are always among them.
    """
    first, last = view.from_day or date.min, view.to_day or date.max
    days = [day for day in record.dates if first <= day <= last]
    if len(days) <= count:
        return tuple(days)
    step = (len(days) - 1) / (count - 1)
    return tuple(days[round(index * step)] for index in range(count))


# --- the effective dates that each kind of export draws ---------------------------------------


def no_dates(_order: Order) -> tuple[date, ...]:
    """None: what is made rests on no map of the record."""
    return ()


def control_dates(order: Order) -> tuple[date, ...]:
    """That of a day, unless the order brings the snapshot itself."""
    return (order.effective_date,) if order.snapshot is None else ()


def day_dates(order: Order) -> tuple[date, ...]:
    """Those of the map of a day, and the one before where its fronts are drawn too."""
    return _with_ghosts(order, {order.effective_date})


def pair_dates(order: Order) -> tuple[date, ...]:
    """Those of two days: of a comparison, or of a day and the one before it."""
    record, view = order.record, order.view
    before = view.from_day or order.moment.before
    return _with_ghosts(order, {record.effective(day) for day in (before, order.day) if day})


def strip_dates(order: Order) -> tuple[date, ...]:
    """Those of a strip or a deck."""
    days = order.days or strip_days(order.record, order.view)
    return _with_ghosts(order, {order.record.effective(day) for day in days})


def clip_dates(order: Order) -> tuple[date, ...]:
    """Those of the frames of a clip."""
    return _with_ghosts(order, {order.record.effective(shot.day) for shot in order.shots})


def chart_dates(order: Order) -> tuple[date, ...]:
    """All those of the view's period, with the one in force at its end."""
    return period_of(order.record, order.view)


def replay_dates(order: Order) -> tuple[date, ...]:
    """All those between two days."""
    record, view = order.record, order.view
    return record.cut(view.from_day, view.to_day).dates if record.dates else ()


def table_dates(order: Order) -> tuple[date, ...]:
    """Those that the figures of a table rest on."""
    record = order.record
    days = order.table.days if order.table else ()
    known = [day for day in days if record.dates and day >= record.dates[0]]
    return tuple(sorted({record.effective(day) for day in known}))


def _with_ghosts(order: Order, dates: "set[date]") -> tuple[date, ...]:
    """These, and for each the one before where the fronts of the day before are drawn."""
    if "fronts_before" in order.view.layers:
        before = {order.record.before(day) for day in dates}
        dates = dates | {day for day in before if day}
    return tuple(sorted(dates))
