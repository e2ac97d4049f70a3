"""Classification of features by their properties: party, status, basis, source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from geodata.draft import value_at
from geodata.problems import Fact, Problem, Severity
from geodata.terms import CONTESTED_CODE, Basis, Status
from geodata.theatre import Theatre
from geodata.validation.context import CheckContext
from geodata.validation.kinds import problem_of

MAX_SOURCE_LENGTH: Final = 500
BETWEEN: Final = "between"
"""Property that names the two parties which contest an area."""

Key = tuple[str, Status, Basis, tuple[str, ...]]
"""Party, status, basis and the parties that contest the ground."""


@dataclass(frozen=True)
class Classification:
    """Party, status, basis and source of a feature; None where they are unknown.

    As files do, it writes contested ground as the party `CONTESTED_CODE`: None is unknown here.
    """

    party: str | None
    status: Status | None
    basis: Basis | None
    source: str
    between: tuple[str, ...] = ()

    @property
    def key(self) -> Key | None:
        """Party, status, basis and who contests it, if all are known."""
        if self.party is None or self.status is None or self.basis is None:
            return None
        return self.party, self.status, self.basis, self.between


def classify(context: CheckContext) -> tuple[list[Classification], list[Problem]]:
    """Classify each feature, and list the problems of its properties."""
    problems: list[Problem] = []
    read = [_Reader(context, i, problems).classification() for i in range(context.size)]
    return read, _gathered(context, problems)


def sources_of(classifications: Sequence[Classification]) -> dict[object, str]:
    """Sources of each party, status and basis, each once."""
    sources: dict[object, set[str]] = {}
    for classification in classifications:
        if classification.source:
            sources.setdefault(classification.key, set()).add(classification.source)
    return {key: "; ".join(sorted(names)) for key, names in sources.items()}


def party_names(theatre: Theatre) -> dict[str, str]:
    """Party codes by everything a party is called, in lower case."""
    names: dict[str, str] = {}
    for party in theatre.parties:
        for text in (party.code, *party.name.values(), *party.short.values()):
            names.setdefault(text.casefold(), party.code)
    return names


def _gathered(context: CheckContext, problems: Sequence[Problem]) -> list[Problem]:
    """Merge notes of the same code and value; errors and warnings stay feature by feature."""
    notes: dict[tuple[str, object], list[Problem]] = {}
    gathered = []
    for problem in problems:
        if problem.severity is Severity.NOTE:
            notes.setdefault((problem.code, problem.facts.get("found")), []).append(problem)
        else:
            gathered.append(problem)
    for same in notes.values():
        where = same[0].where if len(same) == 1 else context.where()
        gathered.append(problem_of(same[0].code, where, {"features": len(same), **same[0].facts}))
    return gathered


class _Reader:
    """Reader of the properties of a feature, which notes their problems."""

    def __init__(self, context: CheckContext, feature: int, problems: list[Problem]) -> None:
        self.context = context
        self.feature = context.draft.features[feature]
        self.mapping = context.property_mapping
        self.position = feature
        self.problems = problems

    def classification(self) -> Classification:
        text = self._text("party", self.mapping.party, self.mapping.party_values)
        text = text or self._colour()
        contested = self._status_text() == Status.CONTESTED
        party = CONTESTED_CODE if contested and not text else self._party(text)
        status = self._status(party)
        basis = self._basis()
        source = self._text("source", self.mapping.source, {})
        between = self._between() if status is Status.CONTESTED else ()
        if status is Status.CONTESTED and party not in (None, CONTESTED_CODE):
            # A party that is one of the two says nothing against them.
            if party not in between:
                self._note("contested-with-party", {"party": str(party)})
            party = CONTESTED_CODE
        return Classification(party, status, basis, source[:MAX_SOURCE_LENGTH], between)

    def _note(self, code: str, facts: Mapping[str, Fact] | None = None) -> None:
        self.problems.append(problem_of(code, self.context.where(self.position), facts))

    def _text(self, what: str, name: str | None, values: Mapping[str, str]) -> str:
        value = value_at(self.feature.properties, name)
        if value is None or isinstance(value, Mapping | list):
            value = self.mapping.constants.get(what, "")
        text = str(value).strip()
        return values.get(text, text)

    def _colour(self) -> str:
        if self.mapping.colour is None:
            return ""
        colour = str(value_at(self.feature.properties, self.mapping.colour)).strip()
        known = {written.casefold(): party for written, party in self.mapping.colour_values.items()}
        return known.get(colour.casefold(), "")

    def _party(self, text: str) -> str | None:
        if not text:
            self._note("party-missing")
            return None
        party = self._known_party(text)
        if party is None:
            names = party_names(self.context.theatre)
            near = get_close_matches(text[:80].casefold(), names, n=1, cutoff=0.75)
            nearest = names[near[0]] if near else "–"
            self._note("party-unknown", {"party": text, "nearest": nearest, "known": self._codes()})
        elif text != party:
            self._note("party-by-name", {"party": party, "found": text})
        return party

    def _known_party(self, text: str) -> str | None:
        """The code of a party by its code, or by a name in any language."""
        codes = {party.code for party in self.context.theatre.parties}
        if text in codes or text == CONTESTED_CODE:
            return text
        return party_names(self.context.theatre).get(text.casefold())

    def _codes(self) -> str:
        return ", ".join(sorted(party.code for party in self.context.theatre.parties))

    def _between(self) -> tuple[str, ...]:
        """Two parties that a contested area names, sorted; none where it does not name two."""
        value = value_at(self.feature.properties, BETWEEN)
        listed = value if isinstance(value, list) else str(value or "").split(";")
        texts = [text for part in listed if (text := str(part).strip())]
        texts = [self.mapping.party_values.get(text, text) for text in texts]
        parties = {self._known_party(text) for text in texts}
        known = sorted(code for code in parties if code is not None and code != CONTESTED_CODE)
        if len(parties) == len(known) == 2:
            for text in texts:
                # A name in place of a code is noted, as it is of `party`.
                self._party(text)
            return tuple(known)
        if texts:
            facts = {"found": "; ".join(texts), "known": self._codes()}
            self._note("between-unclear", facts)
        return ()

    def _status_text(self) -> str:
        return self._text("status", self.mapping.status, self.mapping.status_values).casefold()

    def _status(self, party: str | None) -> Status | None:
        text = self._status_text()
        if not text:
            if party != CONTESTED_CODE:
                self._note("status-assumed")
            return Status.CONTESTED if party == CONTESTED_CODE else Status.CONTROLLED
        if text not in set(Status):
            self._note("status-unknown", {"status": text, "known": ", ".join(Status)})
            return None
        return Status.CONTESTED if party == CONTESTED_CODE else Status(text)

    def _basis(self) -> Basis | None:
        text = self._text("basis", self.mapping.basis, self.mapping.basis_values).casefold()
        if not text:
            self._note("basis-assumed")
            return Basis.ASSESSED
        if text not in set(Basis):
            self._note("basis-unknown", {"basis": text, "known": ", ".join(Basis)})
            return None
        return Basis(text)
