"""The numbers beneath the compare map: each table from the figures that its files hold."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from geodata import tables as named
from geodata.change import Change, ControlChange, PartyChange
from geodata.front_line import Advance, FrontChange
from geodata.tables import Cell
from geodata.terms import Holder, PartyPair, Status
from layers.change import Span
from layers.locale.text import day_in_words, of, say
from pages.compare.tables import Html, Shown, Tables, number

MOST_PLACES = 120
_LEAST_KM2 = 0.5
_LEAST_KM = 0.5


def show_parties(tables: Tables, span: Span, change: Change) -> None:
    """Before, after, gained, lost, net and per day, of every party."""
    table = named.change_parties(tables.provenance, span.effective_dates, change)
    rows = [
        (
            _holder(tables, span, row),
            tables.area(row["before_km2"]),
            tables.area(row["after_km2"]),
            tables.area(row["gained_km2"]),
            tables.area(row["lost_km2"]),
            tables.change(row["delta_km2"]),
            tables.change(row["delta_km2_per_day"]),
        )
        for row in table.records
    ]
    heads = [say(tables.language, "party"), *_days(tables, span)]
    heads += [tables.word(name) for name in ("head_gained", "head_lost", "head_net", "head_rate")]
    tables.show(Shown("parties", "change", heads, rows, table, empty=tables.word("no_ground")))


def _days(tables: Tables, span: Span) -> list[str]:
    return [day_in_words(day, tables.language) for day in (span.first, span.last)]


def _holder(tables: Tables, span: Span, row: Mapping[str, Cell], side: str = "") -> Html:
    """The holder of a row's ground by name; of a flow the one on a side, `from_` or `to_`."""
    status, party = row[f"{side}status"], row[f"{side}party"]
    holder = Holder(_code(party), Status(str(status))) if status else None
    return tables.holder(holder, span.holder(holder))


def _code(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def show_flows(tables: Tables, span: Span, change: Change, least_km2: float) -> None:
    """Who lost to whom: a row per loser, a column per winner, and the sums."""
    matrix = change.matrix
    large = {pair for pair, km2 in matrix.items() if km2 >= least_km2}
    order = [*(row.holder for row in change.parties), None]
    losers = [holder for holder in order if any(old == holder for old, _ in large)]
    winners = [holder for holder in order if any(new == holder for _, new in large)]
    rows = []
    for old in losers:
        cells = [tables.area(matrix[old, new]) if (old, new) in large else "–" for new in winners]
        lost = sum(km2 for (loser, _), km2 in matrix.items() if loser == old)
        name = span.holder(old)
        rows.append((tables.holder(old, name), *cells, _bold(tables.area(lost))))
    gained = [sum(km2 for (_, winner), km2 in matrix.items() if winner == new) for new in winners]
    tables.show(
        Shown(
            "flows",
            "change",
            [tables.word("head_from_to"), *map(span.holder, winners), tables.word("head_sum")],
            rows,
            named.change_flows(tables.provenance, span.effective_dates, change),
            sums=(
                tables.word("head_sum_gained"),
                *map(tables.area, gained),
                tables.area(sum(matrix.values())),
            ),
            note=tables.word("small", km2=f"{least_km2:g}"),
            empty=tables.word("no_ground"),
        )
    )


def show_governorates(
    tables: Tables, span: Span, change: Change, found: Mapping[str, tuple[PartyChange, ...]]
) -> None:
    """Gained and lost in each governorate, of those parties that did either."""
    table = named.change_governorates(tables.provenance, span.effective_dates, change, found)
    rows = [
        (
            _bold_name(span.governorate(str(row["governorate"]))),
            _holder(tables, span, row),
            tables.area(row["before_km2"]),
            tables.area(row["after_km2"]),
            tables.area(row["gained_km2"]),
            tables.area(row["lost_km2"]),
        )
        for row in table.records
        if number(row["gained_km2"]) + number(row["lost_km2"]) >= _LEAST_KM2
    ]
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


def show_places(tables: Tables, span: Span, changes: Sequence[ControlChange]) -> None:
    """The places under another party, the greatest first."""
    table = named.change_places(tables.provenance, span.effective_dates, changes)
    rows = [
        (
            _place(span, row),
            *(_holder(tables, span, row, side) for side in ("from_", "to_")),
            *_report(tables, row),
        )
        for row in table.records[:MOST_PLACES]
    ]
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


def _place(span: Span, row: Mapping[str, Cell]) -> str:
    names = {place.place_id: place.name for place in span.record.theatre.places}
    return of(names[str(row["place_id"])], span.language) if row["place_id"] else "–"


def _report(tables: Tables, row: Mapping[str, Cell]) -> tuple[str, str, str]:
    """Day, confidence and source of the report behind a row; dashes where there is none."""
    if not isinstance(row["date"], date):
        return "–", "–", "–"
    return (
        day_in_words(row["date"], tables.language),
        say(tables.language, f"confidence_{row['confidence']}"),
        tables.word("default_rule") if row["default_rule"] else str(row["source"]),
    )


def show_fronts(tables: Tables, span: Span, fronts: Mapping[PartyPair, FrontChange]) -> None:
    """The length of every front on both days, and what of it is new, left or standing."""
    table = named.change_fronts(tables.provenance, span.effective_dates, fronts)
    keys = ("before_km", "after_km", "new_km", "abandoned_km", "standing_km")
    rows = [
        (
            " – ".join(span.party(_code(row[side])) for side in ("party_a", "party_b")),
            *(tables.km(row[key]) for key in keys),
        )
        for row in table.records
    ]
    heads = [say(tables.language, "between"), *_days(tables, span)]
    heads += [tables.word(name) for name in ("head_new", "head_gone", "head_standing")]
    empty = tables.word("no_fronts")
    tables.show(Shown("fronts", "front", heads, rows, table, tall=True, empty=empty))


def show_advances(tables: Tables, span: Span, found: Mapping[str, Advance]) -> None:
    """How far each party came in a straight line, and where."""
    table = named.change_advances(tables.provenance, span.effective_dates, found)
    rows = [
        (
            tables.party(str(row["party"]), span.party(str(row["party"]))),
            _place(span, row),
            tables.km(row["km"]),
            tables.km(row["km_per_day"]),
            f"{number(row['bearing_deg']):.0f}°",
        )
        for row in table.records
        if number(row["km"]) >= _LEAST_KM
    ]
    heads = [say(tables.language, "party")]
    heads += [
        tables.word(name) for name in ("head_near", "head_km", "head_km_rate", "head_bearing")
    ]
    empty = tables.word("no_advances")
    tables.show(Shown("advances", "advance", heads, rows, table, 2, empty=empty))


def _bold(text: str) -> Html:
    return Html(f"<b>{text}</b>")


def _bold_name(name: str) -> Html:
    return Html(f'<b><bdi dir="auto">{escape(name)}</bdi></b>')
