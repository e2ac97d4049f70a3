"""Questions about properties: which of them holds the party, which party each value means."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from geodata.draft import PropertyMapping
from geodata.ingest import Property
from geodata.problems import quotable
from geodata.reading.layer import DERIVED
from geodata.terms import CONTESTED_CODE, Basis, Status
from layers.locale import Locale
from pages.shared.change_view import party_name
from pages.shared.style import plain
from pages.upload.ingest import FileShape, likely_values, theatre
from pages.upload.state import Upload

_MAX_VALUES: Final = 24
_SAMPLES: Final = 3
_MAX_LENGTH: Final = 24
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3,8}")
_VALUE: Final = Markup('<div class="loc-value" dir="{}">{}<bdi>{}</bdi> <small>{}</small></div>')


def ask_mapping(
    upload: Upload, shape: FileShape, start: PropertyMapping, mark: str, locale: Locale
) -> PropertyMapping:
    """Ask for the mapping of the properties of a shape; `start` is shown first."""
    ask = _Ask({item.name: item for item in shape.properties}, mark, locale)
    mapping = _which(ask, shape, start)
    codes = list(dict.fromkeys([*(party.code for party in theatre().parties), CONTESTED_CODE]))
    parties = _Kind("party", codes, partial(party_name, locale=locale))
    if not mapping.party and not mapping.colour:
        mapping = replace(mapping, constants=_all_of_it(parties, start, mark, locale))
    likely = likely_values(upload, shape, mapping)
    return replace(
        mapping,
        party_values=ask.values(parties, mapping.party, start.party_values, likely.party_values),
        colour_values=ask.values(parties, mapping.colour, start.colour_values, {}),
        status_values=ask.values(
            _kind("status", Status, locale), mapping.status, start.status_values,
            likely.status_values,
        ),
        basis_values=ask.values(
            _kind("basis", Basis, locale), mapping.basis, start.basis_values, likely.basis_values
        ),
    )  # fmt: skip


def _which(ask: "_Ask", shape: FileShape, start: PropertyMapping) -> PropertyMapping:
    """Ask which property holds the party, status, basis, date and source."""
    first, second = st.columns(3), st.columns(3)
    party = ask.which(first[0], "party", start.party)
    colours = [item.name for item in shape.properties if item.is_colour]
    # Colours are asked for only where no other property distinguishes the parties.
    colour = None if party else ask.which(first[1], "colour", start.colour, colours)
    places = iter([*first[1 if party else 2 :], *second])
    constants = {key: value for key, value in start.constants.items() if key != "party"}
    return replace(
        start,
        party=party,
        colour=colour,
        status=ask.which(next(places), "status", start.status),
        basis=ask.which(next(places), "basis", start.basis),
        date=ask.which(next(places), "date", start.date),
        source=ask.which(next(places), "source", start.source),
        constants=constants,
    )


class _Kind(NamedTuple):
    """Kind of value: our codes, and their names."""

    what: str
    choices: Sequence[str]
    word: Callable[[str], str]


def _kind(what: str, words: type[StrEnum], locale: Locale) -> _Kind:
    return _Kind(
        what, [str(word) for word in words], lambda word: locale.say(f"upload_{what}_{word}")
    )


def _all_of_it(
    parties: _Kind, start: PropertyMapping, mark: str, locale: Locale
) -> Mapping[str, str]:
    """Ask for the party of all features, where no property holds the party."""
    constants = {key: value for key, value in start.constants.items() if key != "party"}
    before = start.constants.get("party")
    held_by = st.selectbox(
        locale.say("upload_mapping_all"),
        parties.choices,
        index=parties.choices.index(before) if before in parties.choices else None,
        format_func=parties.word,
        placeholder=locale.say("upload_mapping_open_value"),
        key=f"upload_mapping_all_{mark}",
    )
    return {**constants, "party": held_by} if held_by else constants


class _Ask:
    """Questions about the properties of a file; `mark` separates the widgets of each round."""

    def __init__(self, properties: Mapping[str, Property], mark: str, locale: Locale) -> None:
        self.properties, self.mark, self.locale = properties, mark, locale

    def which(
        self,
        place: DeltaGenerator,
        what: str,
        before: str | None,
        names: Sequence[str] | None = None,
    ) -> str | None:
        """Ask which property holds a kind of value; None where none does."""
        options = [None, *(self.properties if names is None else names)]
        chosen: str | None = place.selectbox(
            self.locale.say(f"upload_mapping_{what}"),
            options,
            index=options.index(before) if before in options else 0,
            format_func=self._shown,
            key=f"upload_mapping_{what}_{self.mark}",
        )
        return chosen

    def _shown(self, name: str | None) -> str:
        """Property with samples of its values."""
        if name is None:
            return self.locale.say("upload_mapping_none")
        values = list(self.properties[name].values)
        samples = [quotable(value)[:_MAX_LENGTH] for value in values[:_SAMPLES]]
        more = ["…"] if len(values) > _SAMPLES else []
        shown = quotable(name)
        if name.startswith(f"{DERIVED}."):
            last = name.removeprefix(f"{DERIVED}.")
            shown = self.locale.say("upload_mapping_derived", name=last)
        facts = {"name": shown, "values": self.locale.series(samples + more)}
        return self.locale.say("upload_mapping_property", **facts)

    def values(
        self, kind: _Kind, name: str | None, known: Mapping[str, str], likely: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Ask for the code of each value of a property; values that are codes need none."""
        if name is None:
            return known
        counts = self.properties[name].values
        st.markdown(f"**{self.locale.say(f'upload_mapping_which_{kind.what}')}**")
        codes = dict(known)
        columns = st.columns(2, gap="medium")
        # Values that cannot be guessed come first, and stay in place once they are chosen.
        in_order = sorted(counts.items(), key=lambda pair: pair[0] in {*likely, *kind.choices})
        for number, (value, count) in enumerate(in_order[:_MAX_VALUES]):
            before = next(
                (
                    code
                    for code in (known.get(value), likely.get(value), value)
                    if code in kind.choices
                ),
                None,
            )
            key = f"upload_value_{kind.what}_{name}_{number}_{self.mark}"
            chosen = self._value(columns[number % 2], kind, key, (value, count), before)
            if chosen is None:
                codes.pop(value, None)
            elif chosen != value:
                codes[value] = chosen
        if len(counts) > _MAX_VALUES:
            st.caption(self.locale.say("upload_mapping_more", count=len(counts) - _MAX_VALUES))
        return codes

    def _value(
        self,
        place: DeltaGenerator,
        kind: _Kind,
        key: str,
        counted_value: tuple[str, int],
        before: str | None,
    ) -> str | None:
        """Ask for the code of a value; None as long as it is not chosen."""
        value, count = counted_value
        left, right = place.columns([2, 3], gap="small", vertical_alignment="center")
        paint = Markup('<span class="loc-swatch" style="background:{}"></span>').format(value)
        swatch = paint if _COLOUR.fullmatch(value) else ""
        features = self.locale.say("upload_mapping_features", count=count)
        left.html(_VALUE.format(self.locale.direction, swatch, quotable(value), features))
        chosen: str | None = right.selectbox(
            self.locale.say("upload_mapping_value", value=plain(quotable(value))),
            kind.choices,
            index=None if before is None else kind.choices.index(before),
            format_func=kind.word,
            placeholder=self.locale.say("upload_mapping_open_value"),
            key=key,
            label_visibility="collapsed",
        )
        return chosen
