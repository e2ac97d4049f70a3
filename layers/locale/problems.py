"""Sentences of problems and fixes: with codes for machines, with names for people."""

from typing import Final

from geodata.problems import COUNTS, PARTIES, PLACES, Fact, Problem, quotable, written
from geodata.terms import read_holder
from layers.locale.catalogue import FACT
from layers.locale.locale import Locale

_ISOLATE: Final = "\u2068{}\u2069"
_UNKNOWN: Final = "?"


def problem_sentence(problem: Problem, locale: Locale) -> str:
    """Write what is wrong in one sentence, with its facts; never raises.

    A locale with a theatre names parties and places, and isolates quoted text (Unicode's first
    strong isolate), so that it cannot turn the words around it. Without a theatre codes stay codes.
    """
    key = f"problem.{problem.code}"
    if not locale.has(key):
        return problem.code
    count = problem.facts.get(COUNTS.get(problem.code, ""))
    template = locale.template(key, count if isinstance(count, int | float) else None)
    facts = {**problem.facts, **({} if count is None else {"count": count})}
    return FACT.sub(
        lambda match: _written(problem.code, match[1], facts.get(match[1], _UNKNOWN), locale),
        template,
    )


def fix_sentence(fix: str, locale: Locale) -> str:
    """Write what a fix does in one sentence; its code where the catalogue does not know it."""
    return locale.say(f"fix.{fix}") if locale.has(f"fix.{fix}") else fix


def _written(code: str, fact: str, value: Fact, locale: Locale) -> str:
    if not isinstance(value, str):
        return written(value)
    if locale.theatre is None:
        return quotable(value)
    return _ISOLATE.format(quotable(_named(code, fact, value, locale)))


def _named(code: str, fact: str, value: str, locale: Locale) -> str:
    """Replace codes of parties and English names of places by the names that people know."""
    if fact in PARTIES.get(code, ()):
        return locale.series(locale.party(read_holder(part).party) for part in value.split(", "))
    if fact in PLACES.get(code, ()) and locale.theatre:
        places = (p for p in locale.theatre.places if p.name.get("en") == value)
        place = next(places, None)
        return locale.place(place) if place else value
    return value
