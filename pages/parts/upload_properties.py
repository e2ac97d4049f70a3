"""What a person says of properties: which of them is the party, which of its values means whom."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Final, NamedTuple

import streamlit as st

from geodata.draft import PropertyMapping
from geodata.gate import Property
from geodata.problems import quotable
from geodata.reading.layer import DERIVED
from geodata.terms import CONTESTED, Basis, Status
from geodata.theatre import Theatre
from geodata.validation.meaning import party_names
from layers.text import say
from pages.parts.change_view import party_name
from pages.parts.look import plain
from pages.parts.upload_gate import Shape, theatre

_MOST_VALUES: Final = 24
_SAMPLES: Final = 3
_LONGEST: Final = 24
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3,8}")


def ask_meaning(shape: Shape, start: PropertyMapping, mark: str, language: str) -> PropertyMapping:
    """What the properties of a shape mean, as a person says it; `start` is what is shown first."""
    ask = _Ask({one.name: one for one in shape.properties}, mark, language)
    left, middle, right = st.columns(3)
    party = ask.which(left, "party", start.party)
    colours = [one.name for one in shape.properties if one.is_colour]
    colour = None if party else ask.which(middle, "colour", start.colour, colours)
    status = ask.which(middle if party else left, "status", start.status)
    basis = ask.which(right, "basis", start.basis)
    day = ask.which(left if party else middle, "date", start.date)
    source = ask.which(middle if party else right, "source", start.source)
    who = _Who(theatre(), language)
    constants = {key: value for key, value in start.constants.items() if key != "party"}
    if not party and not colour:
        constants |= _all_of_it(who, start, mark, language)
    party_values, colour_values = start.party_values, start.colour_values
    if party:
        party_values = ask.values(who.kind, party, party_values)
    elif colour:
        colour_values = ask.values(who.kind, colour, colour_values)
    return replace(
        start,
        party=party,
        colour=colour,
        status=status,
        basis=basis,
        date=day,
        source=source,
        party_values=party_values,
        colour_values=colour_values,
        status_values=_words(ask, "status", status, start.status_values, list(Status)),
        basis_values=_words(ask, "basis", basis, start.basis_values, list(Basis)),
        constants=constants,
    )


class _Who:
    """The parties that a value may mean."""

    def __init__(self, place: Theatre, language: str) -> None:
        self.choices = list(dict.fromkeys([*(one.code for one in place.parties), CONTESTED]))
        self.name: Callable[[str], str] = lambda code: party_name(place, code, language)
        names = party_names(place)
        self.kind = _Kind(
            "party", self.choices, self.name, lambda value: names.get(value.casefold())
        )


def _all_of_it(who: _Who, start: PropertyMapping, mark: str, language: str) -> Mapping[str, str]:
    """Where no property tells the party: the one that holds everything."""
    before = start.constants.get("party")
    held_by = st.selectbox(
        say(language, "upload_meaning_all"),
        who.choices,
        index=who.choices.index(before) if before in who.choices else None,
        format_func=who.name,
        placeholder=say(language, "upload_meaning_unsaid"),
        key=f"upload_meaning_all_{mark}",
    )
    return {"party": held_by} if held_by else {}


def _words(
    ask: "_Ask", what: str, name: str | None, known: Mapping[str, str], words: Sequence[str]
) -> Mapping[str, str]:
    """Which status or basis the values of a property mean."""
    if name is None:
        return known
    language = ask.language

    def word(code: str) -> str:
        return say(language, f"upload_{what}_{code}")

    def guess(value: str) -> str | None:
        return value.casefold() if value.casefold() in words else None

    return ask.values(_Kind(what, [str(one) for one in words], word, guess), name, known)


class _Kind(NamedTuple):
    """What values may mean: our codes, what these are called, which one a value likely is."""

    what: str
    choices: Sequence[str]
    word: Callable[[str], str]
    guess: Callable[[str], str | None]


class _Ask:
    """Questions about the properties of a file; `mark` tells the widgets of one round apart."""

    def __init__(self, properties: Mapping[str, Property], mark: str, language: str) -> None:
        self.properties, self.mark, self.language = properties, mark, language

    def which(
        self,
        place: "st.delta_generator.DeltaGenerator",
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

    def values(self, kind: "_Kind", name: str, known: Mapping[str, str]) -> dict[str, str]:
        """What the values of a property mean, asked for each; what needs no word gets none."""
        found = self.properties[name].values
        st.markdown(f"**{say(self.language, f'upload_meaning_which_{kind.what}')}**")
        said = dict(known)
        columns = st.columns(2)
        for at, (value, count) in enumerate(list(found.items())[:_MOST_VALUES]):
            before = known.get(value) or kind.guess(value)
            key = f"upload_value_{kind.what}_{name}_{at}_{self.mark}"
            with columns[at % 2]:
                chosen = self._value(kind, key, (value, count), before)
            if chosen is None:
                said.pop(value, None)
            elif chosen != value:
                said[value] = chosen
        if len(found) > _MOST_VALUES:
            st.caption(say(self.language, "upload_meaning_more", count=len(found) - _MOST_VALUES))
        return said

    def _value(
        self, kind: "_Kind", key: str, found: tuple[str, int], before: str | None
    ) -> str | None:
        """What one value means; None as long as nobody has said it."""
        value, count = found
        if _COLOUR.fullmatch(value):
            swatch = f'<span class="loc-swatch" style="background:{escape(value)}"></span>'
            st.html(swatch)
        facts = {"value": plain(quotable(value)), "count": count}
        chosen: str | None = st.selectbox(
            say(self.language, "upload_meaning_value", **facts),
            kind.choices,
            index=kind.choices.index(before) if before in kind.choices else None,
            format_func=kind.word,
            placeholder=say(self.language, "upload_meaning_unsaid"),
            key=key,
        )
        return chosen
