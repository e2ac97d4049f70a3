"""Report beneath the compare map: the briefing, and each table from the figures of its files."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st
from markupsafe import Markup

from geodata import tables as named
from geodata.change import Change, ControlChange, PartyChange
from geodata.front_line import Advance, FrontChange
from geodata.terms import PartyPair
from layers.locale import Locale
from layers.locale.briefing import Briefing, Part
from pages.compare.tables import Tables, number
from pages.shared.copy_button import show_copy
from pages.shared.link import address
from pages.shared.table import TableCell, TableRow

MAX_PLACES: Final = 120
_MIN_KM2: Final = 0.5
_MIN_KM: Final = 0.5
_FIGURE: Final = Markup('<a href="{}" target="_self"><bdi>{}</bdi></a>')


def show_briefing(briefing: Briefing, locale: Locale) -> None:
    """The paragraph, each figure leading to its method, with a button that copies it."""
    body = Markup(" ").join(
        Markup().join(_part(part, locale) for part in sentence) for sentence in briefing.sentences
    )
    paragraph = Markup('<p class="loc-briefing" dir="{}">{}</p>')
    st.html(paragraph.format(locale.direction, body))
    show_copy(briefing.text, "briefing", locale)


def _part(part: Part, locale: Locale) -> str:
    if not part.anchor:
        return part.text
    return _FIGURE.format(address("method", part.anchor, lang=locale.language), part.text)


def show_parties(tables: Tables, change: Change) -> None:
    """Before, after, gained, lost, net and per day, of every party."""
    table = named.change_parties(tables.provenance, tables.span.effective_dates, change)
    rows = [
        (
            tables.holder_of(record),
            tables.area(record["before_km2"]),
            tables.area(record["after_km2"]),
            tables.area(record["gained_km2"]),
            tables.area(record["lost_km2"]),
            tables.change(record["delta_km2"]),
            tables.change(record["delta_km2_per_day"]),
        )
        for record in table.records
    ]
    heads = [tables.locale.say("party"), *tables.days]
    heads += map(tables.word, ("head_gained", "head_lost", "head_net", "head_rate"))
    tables.show("parties", table, heads, rows, method="change", empty="no_ground")


def show_flows(tables: Tables, change: Change, min_km2: float) -> None:
    """Who lost to whom: a row per loser, a column per winner, and the sums."""
    matrix = change.matrix
    large = {pair for pair, km2 in matrix.items() if km2 >= min_km2}
    order = [*(row.holder for row in change.parties), None]
    losers = [holder for holder in order if any(old == holder for old, _ in large)]
    winners = [holder for holder in order if any(new == holder for _, new in large)]
    rows: list[TableRow] = []
    for old in losers:
        flows = [matrix[old, new] if (old, new) in large else None for new in winners]
        lost = tables.area(sum(km2 for (loser, _), km2 in matrix.items() if loser == old))
        rows.append((tables.holder(old), *map(tables.area, flows), TableCell(lost, strong=True)))
    gained = [sum(km2 for (_, winner), km2 in matrix.items() if winner == new) for new in winners]
    holders = map(tables.span.holder, winners)
    tables.show(
        "flows",
        named.change_flows(tables.provenance, tables.span.effective_dates, change),
        [tables.word("head_from_to"), *holders, tables.word("head_sum")],
        rows,
        method="change",
        empty="no_ground",
        sums=[
            tables.word("head_sum_gained"),
            *map(tables.area, [*gained, sum(matrix.values())]),
        ],
        note=tables.word("small", km2=tables.locale.exact(min_km2)),
    )


def show_governorates(
    tables: Tables, change: Change, by_governorate: Mapping[str, tuple[PartyChange, ...]]
) -> None:
    """Gained and lost in each governorate, of those parties that did either."""
    dates = tables.span.effective_dates
    table = named.change_governorates(tables.provenance, dates, change, by_governorate)
    rows = [
        (
            TableCell(tables.span.governorate(str(record["governorate"])), strong=True),
            tables.holder_of(record),
            tables.area(record["before_km2"]),
            tables.area(record["after_km2"]),
            tables.area(record["gained_km2"]),
            tables.area(record["lost_km2"]),
        )
        for record in table.records
        if number(record["gained_km2"]) + number(record["lost_km2"]) >= _MIN_KM2
    ]
    heads = [tables.word("head_governorate"), tables.locale.say("party"), *tables.days]
    heads += map(tables.word, ("head_gained", "head_lost"))
    tables.show(
        "governorates", table, heads, _grouped(rows),
        method="change", empty="no_ground", texts=2, tall=True,
    )  # fmt: skip


def _grouped(rows: Sequence[TableRow]) -> list[TableRow]:
    """Rows without the names that already stand above them."""
    return [
        ("", *row[1:]) if index and rows[index - 1][0] == row[0] else row
        for index, row in enumerate(rows)
    ]


def show_places(tables: Tables, changes: Sequence[ControlChange]) -> None:
    """The places under another party, the largest first."""
    table = named.change_places(tables.provenance, tables.span.effective_dates, changes)
    rows = [
        (
            tables.place(record),
            tables.holder_of(record, "from_"),
            tables.holder_of(record, "to_"),
            *tables.report(record),
        )
        for record in table.records[:MAX_PLACES]
    ]
    more = len(table.rows) - len(rows)
    say = tables.locale.say
    heads = [tables.word("head_place"), say("from"), say("to")]
    heads += [tables.word("head_date"), tables.word("head_confidence"), say("source")]
    tables.show(
        "places", table, heads, rows, method="places", empty="no_places", texts=6,
        note=tables.word("more_places", count=more) if more else "", tall=True,
    )  # fmt: skip


def show_fronts(tables: Tables, fronts: Mapping[PartyPair, FrontChange]) -> None:
    """The length of every front on both days, and what of it is new, left or standing."""
    table = named.change_fronts(tables.provenance, tables.span.effective_dates, fronts)
    columns = ("before_km", "after_km", "new_km", "abandoned_km", "standing_km")
    rows = [
        (tables.parties(record), *(tables.length(record[column]) for column in columns))
        for record in table.records
    ]
    heads = [tables.locale.say("between"), *tables.days]
    heads += map(tables.word, ("head_new", "head_abandoned", "head_standing"))
    tables.show("fronts", table, heads, rows, method="front", empty="no_fronts", tall=True)


def show_advances(tables: Tables, advances: Mapping[str, Advance]) -> None:
    """How far each party came in a straight line, and where."""
    table = named.change_advances(tables.provenance, tables.span.effective_dates, advances)
    rows = [
        (
            tables.party(record),
            tables.place(record),
            tables.length(record["km"]),
            tables.length(record["km_per_day"]),
            f"{tables.locale.number(number(record['bearing_deg']))}°",
        )
        for record in table.records
        if number(record["km"]) >= _MIN_KM
    ]
    heads = [tables.locale.say("party")]
    heads += map(tables.word, ("head_near", "head_km", "head_km_rate", "head_bearing"))
    tables.show("advances", table, heads, rows, method="advance", empty="no_advances", texts=2)
