"""The briefing text says what the figures say, in both languages, the same way for every party."""

import re
from datetime import date

import pytest

from geodata.change import compare, control_change_reports
from geodata.front_line import advances, front_changes
from geodata.record import open_record
from layers.change import Span
from layers.locale.briefing import Findings, briefing

FIRST = date(2024, 11, 26)
ANCHORS = {"area", "change", "places", "front", "advance", "distance", "slivers", "claimed",
           "cutoff"}  # fmt: skip


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture
def briefing_of(record):
    """Give a function that tells what changed between two days."""

    def briefing_of(first, last, language="en", claimed=True, reverse=False):
        span = Span(record, first, last, language, claimed, 17)
        before, after = (record.snapshot(day) for day in span.effective_dates)
        change = compare(before, after, claimed=claimed)
        if reverse:
            change = ~change
            before, after = after, before
        found = Findings(
            change, front_changes(before, after), advances(change, record.theatre.places),
            control_change_reports(record.theatre, first, last), 1.0,
        )  # fmt: skip
        return briefing(span, found)

    return briefing_of


def figures(text):
    """The figures of a text that lead to a paragraph of the method, in their order."""
    parts = [part for sentence in text.sentences for part in sentence]
    return sorted(part.text for part in parts if part.anchor and re.search(r"\d", part.text))


@pytest.mark.parametrize("last", [date(2024, 11, 27), date(2024, 11, 30), date(2024, 12, 8)])
def test_both_languages_have_the_same_figures(briefing_of, last):
    english, arabic = (briefing_of(FIRST, last, language) for language in ("en", "ar"))
    assert figures(english)
    assert figures(english) == figures(arabic)


def test_every_figure_leads_to_a_paragraph_of_the_method(briefing_of):
    text = briefing_of(FIRST, date(2024, 12, 8))
    parts = [part for sentence in text.sentences for part in sentence]
    assert {part.anchor for part in parts if part.anchor} == ANCHORS


def test_who_gained_and_who_lost_are_told_in_the_same_words(briefing_of):
    text = briefing_of(FIRST, date(2024, 11, 30)).text
    assert (
        "Syrian government forces lost 7,879 km², 1,970 km² per day, and held 112,094 km² "
        "at the end (before: 119,974 km²)."
    ) in text
    assert (
        "HTS-led forces gained 5,453 km², 1,363 km² per day, and held 8,800 km² at the end "
        "(before: 3,348 km²)."
    ) in text


def test_the_other_way_round_gained_is_lost(briefing_of):
    forth = briefing_of(FIRST, date(2024, 11, 30)).text
    back = briefing_of(FIRST, date(2024, 11, 30), reverse=True).text
    assert "HTS-led forces gained 5,453 km²" in forth
    assert "HTS-led forces lost 5,453 km²" in back


def test_contested_ground_is_told(briefing_of):
    assert (
        "On 8 December 2024, 64 km² were contested." in briefing_of(FIRST, date(2024, 12, 8)).text
    )


def test_a_day_is_a_day(briefing_of):
    assert "(1 day)." in briefing_of(FIRST, date(2024, 11, 27)).text


def test_two_days_with_one_map_say_so(briefing_of):
    text = briefing_of(FIRST, FIRST).text
    assert "Both days have the same map" in text
    assert "gained" not in text


def test_claimed_ground_left_out_is_said(briefing_of):
    assert (
        "Claimed ground is left out;" in briefing_of(FIRST, date(2024, 11, 30), claimed=False).text
    )
