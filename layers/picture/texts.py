"""Texts of the margins of a picture: title, date, sources, conditions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from geodata.record import Record
from layers.link import View, write_link
from layers.locale import Locale
from layers.locale.captions import headline, shown_day
from layers.locale.text import day_in_words, of, say
from layers.picture.options import Look
from layers.scene import Edition


@dataclass(frozen=True)
class Head:
    """What opens a picture in one language."""

    language: str
    day: str
    title: str
    subtitle: str


@dataclass(frozen=True)
class Note:
    """A sentence of the small print, by the name of its element."""

    gid: str
    language: str
    text: str


def heads(record: Record, view: View, look: Look) -> tuple[Head, ...]:
    """Day, title and subtitle in each language; a title that was given stands once."""
    return tuple(
        _head(record, view, look, language, first=not index)
        for index, language in enumerate(look.languages)
    )


def notes(record: Record, view: View, look: Look, edition: Edition) -> tuple[Note, ...]:
    """The small print: how far information goes, what the map is made of, whose it is."""
    day = shown_day(record, view)
    effective = record.effective(day)
    texts: list[Note] = []
    for language in look.languages:
        texts += _of_day(record, day, effective, edition, language)
        texts += _of_sources(record, language)
    texts.append(Note("permalink", "en", permalink(record, view, look)))
    return tuple(note for note in texts if note.text)


def permalink(record: Record, view: View, look: Look) -> str:
    """The address that opens the same map; without one of a server, its query alone."""
    day = None if view.to_day else shown_day(record, view)
    shown = replace(view, as_of=day, problems=())
    return f"{look.permalink.partition('?')[0]}{write_link(shown)}"


def _head(record: Record, view: View, look: Look, language: str, *, first: bool) -> Head:
    day = shown_day(record, view)
    words = day_in_words(day, language)
    title = (
        headline(record, view, Locale(record.theatre, language))
        if look.title is None
        else look.title
    )
    subtitle = of(record.theatre.title, language) if look.subtitle is None else look.subtitle
    if subtitle == title and look.subtitle is None:
        subtitle = of(record.theatre.subtitle, language)
    return Head(
        language,
        say(language, "picture_weekday", weekday=_weekday(day, language), day=words),
        title if first or look.title is None else "",
        subtitle if first or look.subtitle is None else "",
    )


def _of_day(
    record: Record, day: date, effective: date, edition: Edition, language: str
) -> Sequence[Note]:
    words = {"day": day_in_words(day, language), "effective": day_in_words(effective, language)}
    key = "picture_cut_off" if day == effective else "picture_cut_off_old"
    texts = [say(language, key, **words)]
    if effective.isoformat() in edition.corrected:
        texts.append(say(language, "picture_corrected"))
    if edition.known_on:
        texts.append(say(language, "picture_known_on", time=edition.known_on))
    evidence = record.evidence(effective)
    derived = say(
        language, "picture_derived", reports=evidence.reports, rules=evidence.default_rules
    )
    return [
        Note(f"cut-off-{language}", language, " ".join(texts)),
        Note(f"derived-{language}", language, derived if evidence.reports else ""),
    ]


def _of_sources(record: Record, language: str) -> Sequence[Note]:
    credit = of(record.theatre.credit, language).rstrip(".")
    return [
        Note(f"source-{language}", language, say(language, "picture_source", credit=credit)),
        Note(
            f"licence-{language}",
            language,
            f"{of(record.theatre.attribution, language)} {say(language, 'picture_credit')}",
        ),
    ]


def _weekday(day: date, language: str) -> str:
    return say(language, "picture_weekdays").split()[day.weekday()]


def short_day(day: date, language: str) -> str:
    """A day without its year: 29 Nov; months whole in languages that do not shorten them."""
    number, *month, _ = day_in_words(day, language).split()
    name = " ".join(month)
    return f"{number} {name[:3] if language == 'en' else name}"
