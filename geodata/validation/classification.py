"""This module knows what properties mean: party, status, basis, source, dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from geodata.draft import value_at
from geodata.problems import Fact, Problem, Severity
from geodata.terms import CONTESTED, Basis, Status
from geodata.theatre import Theatre
from geodata.validation.context import Case
from geodata.validation.kinds import found

LONGEST_SOURCE: Final = 500


@dataclass(frozen=True)
class Meaning:
    """What a feature says; None where it cannot be told."""

    party: str | None
    status: Status | None
    basis: Basis | None
    source: str

    @property
    def key(self) -> tuple[str, Status, Basis] | None:
        """Party, status, basis, if all are known."""
        if self.party is None or self.status is None or self.basis is None:
            return None
        return self.party, self.status, self.basis


def meanings(case: Case) -> tuple[list[Meaning], list[Problem]]:
    """What each feature says, and what is wrong with that."""
    problems: list[Problem] = []
    read = [_Reader(case, i, problems).meaning() for i in range(case.size)]
    return read, _gathered(case, problems)


def sources_of(meanings: Sequence[Meaning]) -> dict[object, str]:
    """The sources of each party, status and basis, each once."""
    sources: dict[object, set[str]] = {}
    for meaning in meanings:
        if meaning.source:
            sources.setdefault(meaning.key, set()).add(meaning.source)
    return {key: "; ".join(sorted(found)) for key, found in sources.items()}


def party_names(theatre: Theatre) -> dict[str, str]:
    """Party codes by everything a party is called, in lower case."""
    names: dict[str, str] = {}
    for party in theatre.parties:
        for text in (party.code, *party.name.values(), *party.short.values()):
            names.setdefault(text.casefold(), party.code)
    return names


def _gathered(case: Case, problems: Sequence[Problem]) -> list[Problem]:
    """Notes of one kind as one problem; everything else feature by feature."""
    notes: dict[tuple[str, object], list[Problem]] = {}
    told = []
    for one in problems:
        if one.severity is Severity.NOTE:
            notes.setdefault((one.code, one.facts.get("found")), []).append(one)
        else:
            told.append(one)
    for same in notes.values():
        where = same[0].where if len(same) == 1 else case.where()
        told.append(found(same[0].code, where, {"features": len(same), **same[0].facts}))
    return told


class _Reader:
    """Reads one feature, and notes what is wrong."""

    def __init__(self, case: Case, feature: int, problems: list[Problem]) -> None:
        self.case = case
        self.feature = case.draft.features[feature]
        self.says = case.says
        self.position = feature
        self.problems = problems

    def meaning(self) -> Meaning:
        said = self._said("party", self.says.party, self.says.party_values)
        party = self._party(said or self._colour())
        status = self._status(party)
        basis = self._basis()
        if status is Status.CONTESTED and party not in (None, CONTESTED):
            self._note("contested-with-party", {"party": str(party)})
            party = CONTESTED
        source = self._said("source", self.says.source, {})
        return Meaning(party, status, basis, source[:LONGEST_SOURCE])

    def _note(self, code: str, facts: Mapping[str, Fact] | None = None) -> None:
        self.problems.append(found(code, self.case.where(self.position), facts))

    def _said(self, what: str, name: str | None, values: Mapping[str, str]) -> str:
        value = value_at(self.feature.properties, name)
        if value is None or isinstance(value, Mapping | list):
            value = self.says.constants.get(what, "")
        text = str(value).strip()
        return values.get(text, text)

    def _colour(self) -> str:
        if self.says.colour is None:
            return ""
        colour = str(value_at(self.feature.properties, self.says.colour)).strip()
        known = {written.casefold(): party for written, party in self.says.colour_values.items()}
        return known.get(colour.casefold(), "")

    def _party(self, text: str) -> str | None:
        if not text:
            self._note("party-missing")
            return None
        codes = {party.code for party in self.case.theatre.parties}
        if text in codes or text == CONTESTED:
            return text
        names = party_names(self.case.theatre)
        party = names.get(text.casefold())
        if party is None:
            near = get_close_matches(text[:80].casefold(), names, n=1, cutoff=0.75)
            nearest = names[near[0]] if near else "–"
            facts = {"party": text, "nearest": nearest, "known": ", ".join(sorted(codes))}
            self._note("party-unknown", facts)
        else:
            self._note("party-by-name", {"party": party, "found": text})
        return party

    def _status(self, party: str | None) -> Status | None:
        text = self._said("status", self.says.status, self.says.status_values).casefold()
        if not text:
            if party != CONTESTED:
                self._note("status-assumed")
            return Status.CONTESTED if party == CONTESTED else Status.CONTROLLED
        if text not in set(Status):
            self._note("status-unknown", {"status": text, "known": ", ".join(Status)})
            return None
        return Status.CONTESTED if party == CONTESTED else Status(text)

    def _basis(self) -> Basis | None:
        text = self._said("basis", self.says.basis, self.says.basis_values).casefold()
        if not text:
            self._note("basis-assumed")
            return Basis.ASSESSED
        if text not in set(Basis):
            self._note("basis-unknown", {"basis": text, "known": ", ".join(Basis)})
            return None
        return Basis(text)
