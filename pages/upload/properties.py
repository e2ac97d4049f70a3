"""What a person says of properties: which of them is the party, which of its values means whom."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from html import escape
from typing import Final, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geodata.draft import PropertyMapping
from geodata.ingest import Property
from geodata.problems import quotable
from geodata.reading.layer import DERIVED
from geodata.terms import CONTESTED, Basis, Status
from layers.locale.text import direction, say
from pages.shared.change_view import party_name
from pages.shared.style import plain
from pages.upload.ingest import Shape, likely_values, theatre
from pages.upload.state import Upload

_MOST_VALUES: Final = 24
_SAMPLES: Final = 3
_LONGEST: Final = 24
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3,8}")


def ask_meaning(
    upload: Upload, shape: Shape, start: PropertyMapping, mark: str, language: str
) -> PropertyMapping:
    """What the properties of a shape mean, as a person says it; `start` is what is shown first."""
    ask = _Ask({one.name: one for one in shape.properties}, mark, language)
    said = _which(ask, shape, start)
    codes = list(dict.fromkeys([*(one.code for one in theatre().parties), CONTESTED]))
    parties = _Kind("party", codes, partial(party_name, theatre(), language=language))
    if not said.party and not said.colour:
        said = replace(said, constants=_all_of_it(parties, start, mark, language))
    likely = likely_values(upload, shape, said)
    return replace(
        said,
        party_values=ask.values(parties, said.party, start.party_values, likely.party_values),
        colour_values=ask.values(parties, said.colour, start.colour_values, {}),
        status_values=ask.values(
            _kind("status", Status, language), said.status, start.status_values,
            likely.status_values,
        ),
        basis_values=ask.values(
            _kind("basis", Basis, language), said.basis, start.basis_values, likely.basis_values
        ),
    )  # fmt: skip


def _which(ask: "_Ask", shape: Shape, start: PropertyMapping) -> PropertyMapping:
    """Which property says what."""
    first, second = st.columns(3), st.columns(3)
    party = ask.which(first[0], "party", start.party)
    colours = [one.name for one in shape.properties if one.is_colour]
    # Colours are asked for only where nothing else tells the parties apart.
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
    """What values may mean: our codes, and what these are called."""

    what: str
    choices: Sequence[str]
    word: Callable[[str], str]


def _kind(what: str, words: type[StrEnum], language: str) -> _Kind:
    return _Kind(
        what, [str(one) for one in words], lambda one: say(language, f"upload_{what}_{one}")
    )


def _all_of_it(
    parties: _Kind, start: PropertyMapping, mark: str, language: str
) -> Mapping[str, str]:
    """Where no property tells the party: the one that holds everything."""
    others = {key: value for key, value in start.constants.items() if key != "party"}
    before = start.constants.get("party")
    held_by = st.selectbox(
        say(language, "upload_meaning_all"),
        parties.choices,
        index=parties.choices.index(before) if before in parties.choices else None,
        format_func=parties.word,
        placeholder=say(language, "upload_meaning_unsaid"),
        key=f"upload_meaning_all_{mark}",
    )
    return {**others, "party": held_by} if held_by else others


class _Ask:
    """Questions about the properties of a file; `mark` tells the widgets of one round apart."""

    def __init__(self, properties: Mapping[str, Property], mark: str, language: str) -> None:
        self.properties, self.mark, self.language = properties, mark, language

    def which(
        self,
        place: DeltaGenerator,
        what: str,
        before: str | None,
        names: Sequence[str] | None = None,
    ) -> str | None:
        """Which property says something; None where none does."""
        options = [None, *(self.properties if names is None else names)]
        chosen: str | None = place.selectbox(
            say(self.language, f"upload_meaning_{what}"),
            options,
            index=options.index(before) if before in options else 0,
            format_func=self._told,
            key=f"upload_meaning_{what}_{self.mark}",
        )
        return chosen

    def _told(self, name: str | None) -> str:
        """A property with samples of what is in it."""
        if name is None:
            return say(self.language, "upload_meaning_none")
        values = list(self.properties[name].values)
        samples = [quotable(one)[:_LONGEST] for one in values[:_SAMPLES]]
        more = ["…"] if len(values) > _SAMPLES else []
        shown = quotable(name)
        if name.startswith(f"{DERIVED}."):
            last = name.removeprefix(f"{DERIVED}.")
            shown = say(self.language, "upload_meaning_worked_out", name=last)
        facts = {"name": shown, "values": ", ".join(samples + more)}
        return say(self.language, "upload_meaning_property", **facts)

    def values(
        self, kind: _Kind, name: str | None, known: Mapping[str, str], likely: Mapping[str, str]
    ) -> Mapping[str, str]:
        """What the values of a property mean, asked for each; what needs no word gets none."""
        if name is None:
            return known
        found = self.properties[name].values
        st.markdown(f"**{say(self.language, f'upload_meaning_which_{kind.what}')}**")
        said = dict(known)
        columns = st.columns(2, gap="medium")
        # What nobody can guess comes first, and stays where it is once it is said.
        in_order = sorted(found.items(), key=lambda pair: pair[0] in {*likely, *kind.choices})
        for at, (value, count) in enumerate(in_order[:_MOST_VALUES]):
            before = next(
                (
                    one
                    for one in (known.get(value), likely.get(value), value)
                    if one in kind.choices
                ),
                None,
            )
            key = f"upload_value_{kind.what}_{name}_{at}_{self.mark}"
            chosen = self._value(columns[at % 2], kind, key, (value, count), before)
            if chosen is None:
                said.pop(value, None)
            elif chosen != value:
                said[value] = chosen
        if len(found) > _MOST_VALUES:
            st.caption(say(self.language, "upload_meaning_more", count=len(found) - _MOST_VALUES))
        return said

    def _value(
        self,
        place: DeltaGenerator,
        kind: _Kind,
        key: str,
        found: tuple[str, int],
        before: str | None,
    ) -> str | None:
        """What one value means; None as long as nobody has said it."""
        value, count = found
        left, right = place.columns([2, 3], gap="small", vertical_alignment="center")
        paint = f'<span class="loc-swatch" style="background:{value}"></span>'
        swatch = paint if _COLOUR.fullmatch(value) else ""
        features = say(self.language, "upload_meaning_features", count=count)
        left.html(
            f'<div class="loc-value" dir="{direction(self.language)}">{swatch}'
            f"<bdi>{escape(quotable(value))}</bdi> <small>{escape(features)}</small></div>"
        )
        chosen: str | None = right.selectbox(
            say(self.language, "upload_meaning_value", value=plain(quotable(value))),
            kind.choices,
            index=None if before is None else kind.choices.index(before),
            format_func=kind.word,
            placeholder=say(self.language, "upload_meaning_unsaid"),
            key=key,
            label_visibility="collapsed",
        )
        return chosen
