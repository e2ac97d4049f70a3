"""Several days on the upload page at once: looked at together, published together or not at all."""

from datetime import date

import pytest

from geodata import theatre as theatres
from geodata.store import RevisionKind
from layers.locale import Locale
from tests.geodata.reading_files import zipped_names
from tests.pages.uploads import (
    NEW_DAY,
    as_bytes,
    broken,
    document,
    foreign,
    good,
    heads,
    html,
    one_at_a_time,
    press,
    publish,
)
from tests.square import TAKEN
from tests.words import ENGLISH

LATER, LAST = date(2024, 1, 8), date(2024, 1, 9)


def days(**other):
    """An archive of three days: A takes the south-east on the second, and loses it again."""
    files = {
        f"{NEW_DAY}.geojson": as_bytes(document(NEW_DAY)),
        f"{LATER}.geojson": good(LATER),
        f"{LAST}.geojson": as_bytes(document(LAST)),
    }
    return ("days.zip", zipped_names(files | other))


def errors(page):
    return [one.value for one in page.error]


def test_all_days_are_published_at_once_with_one_note(open_upload, square):
    page = open_upload(days())
    before = square.version(theatres.BUILT_IN)
    assert ENGLISH.say("upload_publish_all", count=3) == page.button(key="upload_publish").label

    publish(page, source="a paper", note="Three days")

    made = square.history(theatres.BUILT_IN)[before:]
    assert [NEW_DAY, LATER, LAST] == [one.effective_date for one in made]
    assert {("Three days (Source: a paper)", "days.zip", RevisionKind.PUBLISHED)} == {
        (one.note, one.original_name, one.kind) for one in made
    }
    assert [] == square.verify()
    facts = {"count": 3, "day": "7 January 2024", "to": "9 January 2024"}
    sentence = ENGLISH.say("upload_done_all", **facts, first=before + 1, last=before + 3)
    assert [sentence] == [one.value for one in page.success]


def test_the_table_says_what_each_day_changes_and_becomes(open_upload):
    page = open_upload(days(**{f"{TAKEN}.geojson": good(TAKEN)}))

    [table] = [one for one in html(page).split("<table") if "9 January 2024" in one]
    rows = [row for row in table.split("<tr>") if "January" in row]
    assert ["correction", "new snapshot date", "new snapshot date", "new snapshot date"] == [
        next(word for word in ("correction", "new snapshot date") if word in row) for row in rows
    ]
    # On the 8th A has the south-east; what is in force on that day is the map of the 5th.
    assert "+10,066" in rows[2]
    assert "−10,066" in rows[2]
    assert "10,066" not in rows[1]


def test_each_day_is_held_against_the_one_before_it(open_upload):
    page = open_upload(days())
    rows = [row for row in html(page).split("<tr>") if "January" in row]
    assert [False, True, True] == ["Warnings: " in row for row in rows]

    page.multiselect[0].set_value([1]).run()
    rows = [row for row in html(page).split("<tr>") if "January" in row]
    assert [False, True, False] == ["Warnings: " in row for row in rows]
    assert "left out" in rows[1]


def test_a_day_with_errors_stops_all_until_it_is_left_out(open_upload, square):
    page = open_upload(days(**{f"{LATER}.geojson": foreign()}))
    before = square.version(theatres.BUILT_IN)
    assert any("8 January 2024" in one or "7 January 2024" in one for one in errors(page))
    assert ENGLISH.say("upload_publish_head") not in heads(page)

    assert ENGLISH.say("upload_mapping") in [one.value for one in page.subheader]

    press(page, "upload_leave_out_bad")
    assert [] == errors(page)
    # Of a day that is left out nobody needs to know what its parties mean.
    assert [] == list(page.subheader)
    publish(page)

    made = square.history(theatres.BUILT_IN)[before:]
    assert [NEW_DAY, LAST] == [one.effective_date for one in made]


def test_fixes_are_accepted_on_all_days(open_upload, square):
    page = open_upload(("a.geojson", broken()), ("b.geojson", good(LATER)))
    assert 1 == len(errors(page))

    press(page, "upload_fix_days")
    assert [] == errors(page)
    publish(page)

    assert [NEW_DAY, LATER] == [
        one.effective_date for one in square.history(theatres.BUILT_IN)[-2:]
    ]


def test_two_maps_of_one_day_are_not_published_together(open_upload):
    page = open_upload(("a.geojson", good()), ("b.geojson", as_bytes(document())))

    assert [ENGLISH.say("upload_days_twice", days="7 January 2024")] == errors(page)
    page.multiselect[0].set_value([0]).run()
    assert [] == errors(page)


def test_a_file_that_cannot_be_read_is_named_and_the_others_may_be_published(open_upload):
    page = open_upload(days(**{"2024-01-10.geojson": b"{"}))

    assert any("2024\\-01\\-10" in one.value for one in page.markdown)
    assert ENGLISH.say("upload_publish_head") in heads(page)


def test_one_of_the_days_is_looked_at_and_left_again(open_upload):
    page = open_upload(days(**{f"{LATER}.geojson": foreign()}))
    [look] = [one for one in page.selectbox if one.label == ENGLISH.say("upload_look_at")]
    look.set_value(1).run()

    assert 1 == len(page.radio)
    page.button_group[0].set_value("together").run()
    assert 1 == len(page.multiselect)


def test_what_was_published_alone_is_not_published_again(open_upload, square):
    page = open_upload(days())
    one_at_a_time(page)
    publish(page)
    page.button_group[0].set_value("together").run()
    before = square.version(theatres.BUILT_IN)
    assert ENGLISH.say("upload_publish_all", count=2) == page.button(key="upload_publish").label
    publish(page)

    assert [LATER, LAST] == [
        one.effective_date for one in square.history(theatres.BUILT_IN)[before:]
    ]


def test_where_somebody_else_published_meanwhile_nothing_is_published(open_upload, square):
    from tests.geodata.stores import publication
    from tests.pages.uploads import fill

    page = open_upload(days())
    fill(page)
    head = square.version(theatres.BUILT_IN)
    square.publish(publication(TAKEN, by="Rima", theatre=theatres.BUILT_IN, against=head))

    press(page, "upload_publish")

    assert any("Rima" in one for one in errors(page))
    assert head + 1 == square.version(theatres.BUILT_IN)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_in_every_language(open_upload, lang):
    page = open_upload(days(), lang=lang)

    assert (
        Locale(None, lang).say("upload_publish_all", count=3)
        == page.button(key="upload_publish").label
    )
