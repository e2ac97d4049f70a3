"""Who holds a place on a day, from reports in the order they were made."""

from datetime import date

import pytest

from geodata.errors import TessellationError
from geodata.places import Report
from geodata.terms import CONTESTED, Confidence, Holder
from geodata.tessellation import Holding, holdings_on

START = date(2024, 11, 26)


def report(day, party, place="hama", default_rule=False):
    when = date(2024, *day)
    holder = Holder(party) if party else CONTESTED
    return Report(place, when, None, holder, Confidence.HIGH, default_rule, when == START, "", "")


REPORTS = [
    report((11, 26), "A"),
    report((11, 26), "B", place="homs"),
    report((12, 1), None),
    report((12, 3), None),
    report((12, 5), "C", default_rule=True),
    report((12, 5), "D"),
    report((12, 5), None, place="homs"),
    report((12, 5), "C", place="homs"),
]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((11, 26), Holding("A")),
        ((11, 30), Holding("A")),
        ((12, 1), Holding("A", contested=True)),
        ((12, 4), Holding("A", contested=True)),
        ((12, 5), Holding("D")),
        ((12, 31), Holding("D")),
    ],
)
def test_the_last_report_in_the_order_of_the_file_holds(day, expected):
    assert expected == holdings_on(REPORTS, date(2024, *day))["hama"].holding


def test_a_contested_place_keeps_the_party_that_held_it_before():
    assert Holding("A", True) == holdings_on(REPORTS, date(2024, 12, 3))["hama"].holding


def test_contested_and_taken_on_one_day_is_taken():
    assert Holding("C") == holdings_on(REPORTS, date(2024, 12, 5))["homs"].holding


def test_it_says_whether_the_report_in_force_is_a_default_rule():
    only_rule = [REPORTS[0], REPORTS[4]]
    assert holdings_on(only_rule, date(2024, 12, 6))["hama"].default_rule
    assert not holdings_on(REPORTS, date(2024, 12, 6))["hama"].default_rule


def test_before_the_first_report_nobody_is_known_to_hold_anything():
    assert {} == holdings_on(REPORTS, date(2024, 11, 25))


def test_a_place_contested_from_the_start_is_refused():
    with pytest.raises(TessellationError, match="'hama' is contested from 2024-11-26 on"):
        holdings_on([report((11, 26), None)], START)
