"""Texts of the margins of a picture: title, date, sources, conditions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.theatre import Theatre
from layers.edition import Edition
from layers.link import View, write_link
from layers.locale import Locale
from layers.locale.captions import headline
from layers.moment import Moment
from layers.picture.options import PictureOptions


@dataclass(frozen=True)
class Head:
    """What opens a picture in one language."""

    locale: Locale
    day: str
    title: str
    subtitle: str


@dataclass(frozen=True)
class Note:
    """A sentence of the small print, by the name of its element."""

    gid: str
    locale: Locale
    text: str


def heads(moment: Moment, options: PictureOptions) -> tuple[Head, ...]:
    """Day, title and subtitle in each language; a title of one's own stands once."""
    return tuple(
        _head(moment, options, locale, first=not index)
        for index, locale in enumerate(options.locales(moment.record.theatre))
    )


def notes(
    moment: Moment, view: View, options: PictureOptions, edition: Edition
) -> tuple[Note, ...]:
    """The small print: how far information goes, what the map is made of, whose it is."""
    theatre = moment.record.theatre
    texts: list[Note] = []
    for locale in options.locales(theatre):
        texts += _of_day(moment, edition, locale)
        texts += _of_sources(theatre, locale)
    # An address runs from the left in every language.
    texts.append(Note("permalink", Locale(theatre), permalink(moment, view, options)))
    return tuple(note for note in texts if note.text)


def permalink(moment: Moment, view: View, options: PictureOptions) -> str:
    """The address that opens the same map; without one of a server, its query alone."""
    shown = replace(view, as_of=None if view.to_day else moment.day, problems=())
    return f"{options.permalink.partition('?')[0]}{write_link(shown)}"


def _head(moment: Moment, options: PictureOptions, locale: Locale, *, first: bool) -> Head:
    day, theatre = moment.day, moment.record.theatre
    title = headline(moment, locale) if options.title is None else options.title
    subtitle = locale.text(theatre.title) if options.subtitle is None else options.subtitle
    if subtitle == title and options.subtitle is None:
        subtitle = locale.text(theatre.subtitle)
    return Head(
        locale,
        locale.say("picture_weekday", weekday=locale.weekday(day), day=locale.day(day)),
        title if first or options.title is None else "",
        subtitle if first or options.subtitle is None else "",
    )


def _of_day(moment: Moment, edition: Edition, locale: Locale) -> Sequence[Note]:
    effective = moment.effective_date
    key = "picture_cut_off_old" if moment.age_days else "picture_cut_off"
    texts = [locale.say(key, day=locale.day(moment.day), effective=locale.day(effective))]
    if effective.isoformat() in edition.corrected:
        texts.append(locale.say("picture_corrected"))
    if edition.known_on:
        texts.append(locale.say("picture_known_on", time=edition.known_on))
    evidence = moment.evidence
    derived = locale.say(
        "picture_derived",
        reports=locale.number(evidence.reports),
        rules=locale.number(evidence.default_rules),
    )
    return [
        Note(f"cut-off-{locale.language}", locale, " ".join(texts)),
        Note(f"derived-{locale.language}", locale, derived if evidence.reports else ""),
    ]


def _of_sources(theatre: Theatre, locale: Locale) -> Sequence[Note]:
    source = locale.say("picture_source", credit=locale.text(theatre.credit).rstrip("."))
    licence = f"{locale.text(theatre.attribution)} {locale.say('picture_credit')}"
    return [
        Note(f"source-{locale.language}", locale, source),
        Note(f"licence-{locale.language}", locale, licence),
    ]
