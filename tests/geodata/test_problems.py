"""Sentences of problems: with codes for machines, with names for people."""

import unicodedata

import pytest

from geodata.problems import PARTIES, PLACES, Problem, Severity
from geodata.theatre import load
from tests.geodata.sentences import sentence, texts

OPEN, CLOSE = "\u2068", "\u2069"


@pytest.fixture(scope="module")
def theatre():
    return load()


def problem(code, **facts):
    return Problem(code, Severity.WARNING, facts=facts)


def words(text):
    return text.replace(OPEN, "").replace(CLOSE, "")


FLIP = problem("place-flips", place="Aleppo", before="SAA", after="HTS")


def test_without_a_theatre_a_sentence_has_the_codes():
    assert "Aleppo goes from SAA to HTS, and nothing was reported of it." == sentence(FLIP)


def test_with_a_theatre_places_and_parties_have_their_names(theatre):
    names = {party.code: party.short for party in theatre.parties}
    saa, hts = names["SAA"], names["HTS"]

    english = words(sentence(FLIP, "en", theatre))
    assert (
        english == f"Aleppo goes from {saa['en']} to {hts['en']}, and nothing was reported of it."
    )
    arabic = words(sentence(FLIP, "ar", theatre))
    assert arabic == f"تنتقل حلب من {saa['ar']} إلى {hts['ar']} دون أي تقرير عنها."
    assert arabic == words(sentence(FLIP, "ar", theatre))


def test_both_parties_of_a_border_are_named(theatre):
    shown = problem("border-mismatch", between="SAA, HTS", width_m=3.0, places=2, km2=0.1)
    names = {party.code: party.short["ar"] for party in theatre.parties}
    assert f"{OPEN}{names['SAA']}، {names['HTS']}{CLOSE}" in sentence(shown, "ar", theatre)
    nobody = problem("border-mismatch", between="–", width_m=3.0, places=2, km2=0.1)
    assert f"{OPEN}–{CLOSE}" in sentence(nobody, "ar", theatre)


def test_what_a_file_has_to_write_stays_a_code(theatre):
    shown = problem("party-unknown", party="SAAA", nearest="SAA", known="HTS, SAA")
    assert words(sentence(shown, "ar", theatre)).endswith("SAA. الأطراف المعروفة: HTS, SAA.")


def test_what_the_theatre_does_not_know_stays_as_it_is(theatre):
    shown = problem("place-flips", place="Atlantis", before="ATL", after="SAA")
    text = words(sentence(shown, "en", theatre))
    assert text.startswith("Atlantis goes from ATL to ")


def test_a_text_from_a_file_cannot_turn_the_words_around_it(theatre):
    """Marks of direction are taken out; right-to-left letters stand in an isolate."""
    shown = problem("party-unknown", party="\u202eحكومة\u2069\u2068", nearest="–", known="SAA")
    text = sentence(shown, "en", theatre)
    assert f"“{OPEN}حكومة{CLOSE}”" in text
    assert text.count(OPEN) == text.count(CLOSE)
    depth = 0
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        if depth == 0:
            assert unicodedata.bidirectional(character) not in {"R", "AL"}


def test_facts_that_are_named_are_facts_of_the_sentence():
    for language in ("en", "ar"):
        for code in PARTIES.keys() | PLACES.keys():
            named = PARTIES.get(code, frozenset()) | PLACES.get(code, frozenset())
            sentence_of_code = texts(language)[code]
            missing = [name for name in named if f"{{{{{name}}}}}" not in sentence_of_code]
            assert missing == [], (code, language)
