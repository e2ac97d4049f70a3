"""The numbers beneath the compare map: each table from the figures that its files hold."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from geodata.change import Change, PartyChange
from geodata.figure_table import Cell, FigureTable
from geodata.front_line import Advance, FrontChange
from geodata.places import Report
from layers.change import (
    Pair,
    Span,
    advances_table,
    flows_table,
    fronts_table,
    governorates_table,
    parties_table,
    places_table,
)
from layers.locale.text import day_in_words, say
from pages.compare.tables import Html, Shown, Tables
from pages.shared.html_table import area, signed

MOST_PLACES = 120
_LEAST_KM2 = 0.5
_LEAST_KM = 0.5
_SMALLEST = 0.005
_SMALLEST_KM = 0.05


def show_parties(tables: Tables, span: Span, change: Change) -> None:
    """Before, after, gained, lost, net and per day, of every party."""
    table = parties_table(span, change)
    rows = [
        (
            _party(tables, row), _area(row["before_km2"]), _area(row["after_km2"]),
            _area(row["gained_km2"]), _area(row["lost_km2"]), signed(_number(row["net_km2"])),
            "–" if row["net_km2_per_day"] is None else signed(_number(row["net_km2_per_day"])),
        )
        for row in _named(table)
    ]  # fmt: skip
    heads = [say(tables.language, "party"), *_days(tables, span)]
    heads += [tables.word(name) for name in ("head_gained", "head_lost", "head_net", "head_rate")]
    tables.show(Shown("parties", "change", heads, rows, table, empty=tables.word("no_ground")))


def _days(tables: Tables, span: Span) -> list[str]:
    return [day_in_words(day, tables.language) for day in (span.first, span.last)]


def _party(tables: Tables, row: Mapping[str, Cell]) -> Html:
    return tables.party(str(row["party"]), str(row["name"]))


def show_flows(tables: Tables, span: Span, change: Change, least_km2: float) -> None:
    """Who lost to whom: a row per loser, a column per winner, and the sums."""
    matrix = change.matrix
    large = {pair for pair, km2 in matrix.items() if km2 >= least_km2}
    order = [*(row.party for row in change.parties), None]
    losers = [code for code in order if any(old == code for old, _ in large)]
    winners = [code for code in order if any(new == code for _, new in large)]
    rows = []
    for old in losers:
        cells = [_area(matrix[old, new]) if (old, new) in large else "–" for new in winners]
        lost = sum(km2 for (loser, _), km2 in matrix.items() if loser == old)
        rows.append((tables.party(old, span.party(old)), *cells, _bold(lost)))
    gained = [sum(km2 for (_, winner), km2 in matrix.items() if winner == new) for new in winners]
    tables.show(
        Shown(
            "flows",
            "change",
            [tables.word("head_from_to"), *map(span.party, winners), tables.word("head_sum")],
            rows,
            flows_table(span, change),
            sums=(tables.word("head_sum_gained"), *map(_area, gained), _area(sum(matrix.values()))),
            note=tables.word("small", km2=f"{least_km2:g}"),
            empty=tables.word("no_ground"),
        )
    )


def show_governorates(
    tables: Tables, span: Span, found: Mapping[str, tuple[PartyChange, ...]]
) -> None:
    """Gained and lost in each governorate, of those parties that did either."""
    table = governorates_table(span, found)
    rows = [
        (
            _bold_name(row["governorate"]), _party(tables, row), _area(row["before_km2"]),
            _area(row["after_km2"]), _area(row["gained_km2"]), _area(row["lost_km2"]),
        )
        for row in _named(table)
        if _number(row["gained_km2"]) + _number(row["lost_km2"]) >= _LEAST_KM2
    ]  # fmt: skip
    heads = [tables.word("head_governorate"), say(tables.language, "party"), *_days(tables, span)]
    heads += [tables.word(name) for name in ("head_gained", "head_lost")]
    empty = tables.word("no_ground")
    shown = Shown("governorates", "change", heads, _grouped(rows), table, 2, empty=empty, tall=True)
    tables.show(shown)


def _grouped(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """A name that stands above already is not said again."""
    return [
        ("" if at and rows[at - 1][0] == row[0] else row[0], *row[1:])
        for at, row in enumerate(rows)
    ]


def show_places(tables: Tables, span: Span, reports: Sequence[Report]) -> None:
    """The places under another party by report, the greatest first."""
    table = places_table(span, reports)
    rows = [
        (
            str(row["place"]), *(_holder(tables, span, row[key]) for key in ("from", "to")),
            day_in_words(date.fromisoformat(str(row["date"])), tables.language),
            say(tables.language, f"confidence_{row['confidence']}"),
            tables.word("default_rule") if row["default_rule"] == "true" else str(row["source"]),
        )
        for row in _named(table)[:MOST_PLACES]
    ]  # fmt: skip
    more = len(table.rows) - len(rows)
    heads = [tables.word("head_place"), *(say(tables.language, key) for key in ("from", "to"))]
    heads += [
        tables.word("head_date"),
        tables.word("head_confidence"),
        say(tables.language, "source"),
    ]
    note = tables.word("more_places", count=more) if more else ""
    empty = tables.word("no_places")
    tables.show(Shown("places", "places", heads, rows, table, 6, (), note, True, empty))


def _holder(tables: Tables, span: Span, code: Cell) -> Html:
    return tables.party(str(code), span.party(str(code)))


def show_fronts(tables: Tables, span: Span, fronts: Mapping[Pair, FrontChange]) -> None:
    """The length of every front on both days, and what of it is new, left or standing."""
    table = fronts_table(span, fronts)
    keys = ("before_km", "after_km", "new_km", "abandoned_km", "standing_km")
    rows = [
        (f"{row['name_a']} – {row['name_b']}", *(_km(row[key]) for key in keys))
        for row in _named(table)
    ]
    heads = [say(tables.language, "between"), *_days(tables, span)]
    heads += [tables.word(name) for name in ("head_new", "head_gone", "head_standing")]
    empty = tables.word("no_fronts")
    tables.show(Shown("fronts", "front", heads, rows, table, tall=True, empty=empty))


def show_advances(tables: Tables, span: Span, found: Mapping[str, Advance]) -> None:
    """How far each party came in a straight line, and where."""
    table = advances_table(span, found)
    rows = [
        (
            _party(tables, row), str(row["near"] or "–"), _km(row["km"]), _km(row["km_per_day"]),
            f"{_number(row['bearing_deg']):.0f}°",
        )
        for row in _named(table)
        if _number(row["km"]) >= _LEAST_KM
    ]  # fmt: skip
    heads = [say(tables.language, "party")]
    heads += [
        tables.word(name) for name in ("head_near", "head_km", "head_km_rate", "head_bearing")
    ]
    empty = tables.word("no_advances")
    tables.show(Shown("advances", "advance", heads, rows, table, 2, empty=empty))


def _named(table: FigureTable) -> list[dict[str, Cell]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _area(cell: Cell) -> str:
    km2 = _number(cell)
    return area(km2) if km2 >= _SMALLEST else "–"


def _km(cell: Cell) -> str:
    km = _number(cell)
    return f"{km:,.1f}" if km >= _SMALLEST_KM else "–"


def _bold(km2: float) -> Html:
    return Html(f"<b>{_area(km2)}</b>")


def _bold_name(cell: Cell) -> Html:
    return Html(f'<b><bdi dir="auto">{escape(str(cell))}</bdi></b>')
