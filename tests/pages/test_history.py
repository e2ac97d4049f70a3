"""The history page: everything that was published, what it changed, and the way back."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs

import pytest
import streamlit as st

from geodata import theatre as theatres
from geodata.store import Publication, RevisionKind, Store
from geodata.store.engine import VARIABLE
from tests.pages.visits import app_test
from tests.square import FIRST, HELD, TAKEN, snapshot, write_square
from tests.words import ARABIC, ENGLISH

NAME = theatres.BUILT_IN
LATER = date(2024, 1, 7)
ORIGINAL = ("=cmd|'/c calc'!A0.geojson", b'{"type": "FeatureCollection", "features": []}')


def forget():
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def square(tmp_path, monkeypatch):
    """Put a square in the place of the built-in theatre; give its store."""
    forget()
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "store.sqlite"))
    write_square(tmp_path / NAME)
    with Store.open(tmp_path / "store.sqlite") as store:
        yield store
    forget()


@pytest.fixture
def published(square):
    """Give the store after a day was published, corrected, and another one withdrawn."""
    for day, held, note, by in (
        (LATER, HELD[TAKEN], "first told", "Rima"),
        (LATER, HELD[FIRST], "told better", "Sami"),
        (FIRST, None, "told by mistake", "Omar"),
    ):
        shape = None if held is None else snapshot(day, held)
        given = Publication(
            NAME, day, shape, by, note, original=ORIGINAL if held else None,
            against=square.version(NAME),
        )  # fmt: skip
        square.publish(given)
    return square


@pytest.fixture
def open_history():
    """Give a function that opens the page, at a revision if one is named."""

    def open_history(**query):
        page = app_test()
        for key, value in query.items():
            page.query_params[key] = str(value)
        page.switch_page("pages/history/history.py").run()
        assert [] == list(page.exception)
        return page

    return open_history


def titles(page):
    return [box.label.replace("\\", "") for box in page.expander]


def links(page):
    found = {}
    for link in page.get("page_link"):
        query = {key: values[0] for key, values in parse_qs(link.proto.query_string).items()}
        found[link.proto.label] = (link.proto.page, query)
    return found


def html(page):
    return "\n".join(getattr(one.proto, "body", "") for one in page.get("html"))


def numbers(store):
    return [one.id for one in store.history(NAME)]


def test_every_revision_is_there_newest_first(open_history, published):
    entries = titles(open_history())

    assert len(published.history(NAME)) == len(entries)
    assert "withdrawn" in entries[0]
    assert "Omar" in entries[0]
    assert "correction" in entries[1]
    assert "Sami" in entries[1]
    assert entries[2].endswith("no longer in force")
    assert "the project" in entries[-1]


def test_anybody_may_look(open_history, published, visit_from):
    visit_from(bound_to="0.0.0.0", remote="192.0.2.7", headers={"Host": "maps.example.org"})  # noqa: S104
    page = open_history(revision=numbers(published)[-3])

    assert [] == list(page.error)
    assert [] == [one for one in page.text_input if one.key.startswith("history_note")]
    assert ENGLISH.say("page_upload") not in links(page)


def test_a_revision_tells_what_it_changed(open_history, published):
    page = open_history(revision=numbers(published)[-2])

    assert "Who holds what" in html(page)
    assert "Ground that changes hands" in html(page)
    assert "−9,942" in html(page)


def test_a_withdrawal_takes_all_ground_off_the_map_of_its_day(open_history, published):
    page = open_history(revision=numbers(published)[-1])

    assert "nobody" in html(page)


def test_corrections_are_linked_both_ways(open_history, published):
    first, second = numbers(published)[-3:-1]

    forth = links(open_history(revision=first))
    back = links(open_history(revision=second))

    assert str(second) in [query.get("revision") for _, query in forth.values()]
    assert str(first) in [query.get("revision") for _, query in back.values()]


def test_a_link_shows_what_was_known_then(open_history, published):
    first = published.revision(numbers(published)[-3])
    _, query = links(open_history(revision=first.id))[ENGLISH.say("history_known_then")]

    assert str(LATER) == query["as_of"]
    instant = datetime.fromisoformat(query["known_on"])
    assert first.recorded_at == instant.astimezone(UTC)
    assert first.id == published.version(NAME, instant)


def test_the_original_is_named_by_its_hash(open_history, published):
    revision = published.revision(numbers(published)[-3])
    page = open_history(revision=revision.id)

    [download] = page.get("download_button")
    assert "Download the original (0 kB)" == download.proto.label.replace("\u2068", "").replace(
        "\u2069", ""
    )
    assert any(revision.original in one.value for one in page.caption)


def test_staff_bring_an_older_revision_back(open_history, published, at_this_machine):
    old = numbers(published)[-3]
    page = open_history(revision=old)
    page.text_input(key=f"history_note_{old}").set_value("it was right")
    submit(page)

    last = published.history(NAME)[-1]
    assert (RevisionKind.ROLLBACK, old, "it was right") == (last.kind, last.restores, last.note)
    assert "localhost" in last.recorded_by
    assert "brought back" in titles(page)[0]


def submit(page, action="rollback"):
    [button] = [one for one in page.button if one.label == ENGLISH.say(f"history_{action}")]
    button.click().run()
    assert [] == list(page.exception)


def test_a_rollback_needs_a_reason(open_history, published, at_this_machine):
    old = numbers(published)[-3]
    before = published.version(NAME)
    page = open_history(revision=old)
    submit(page)

    assert [ENGLISH.say("history_say_why")] == [one.value for one in page.error]
    assert before == published.version(NAME)


def test_a_rollback_after_somebody_elses_publication_is_refused(
    open_history, published, at_this_machine
):
    old = numbers(published)[-3]
    page = open_history(revision=old)
    page.text_input(key=f"history_note_{old}").set_value("it was right")
    day = LATER.replace(day=8)
    shape = snapshot(day, HELD[TAKEN])
    published.publish(
        Publication(NAME, day, shape, "Rima", "meanwhile", against=published.version(NAME))
    )
    submit(page)

    assert [ENGLISH.say("history_stale")] == [one.value for one in page.error]
    assert "Rima" == published.history(NAME)[-1].recorded_by


def test_what_is_in_force_cannot_be_brought_back(open_history, published, at_this_machine):
    page = open_history(revision=numbers(published)[-2])

    assert ENGLISH.say("history_rollback") not in [one.label for one in page.button]


def test_what_is_in_force_can_be_withdrawn(open_history, published, at_this_machine):
    new = numbers(published)[-2]
    page = open_history(revision=new)
    page.text_input(key=f"history_note_{new}").set_value("it was wrong")
    page.checkbox(key=f"history_sure_{new}").check()
    submit(page, "withdraw")

    last = published.history(NAME)[-1]
    assert (RevisionKind.WITHDRAWAL, new, "it was wrong") == (last.kind, last.corrects, last.note)
    assert "localhost" in last.recorded_by
    assert LATER not in [one.effective_date for one in published.in_force(NAME)]
    assert "withdrawn" in titles(page)[0]


def test_a_withdrawal_needs_a_reason_and_a_tick(open_history, published, at_this_machine):
    new, before = numbers(published)[-2], published.version(NAME)
    page = open_history(revision=new)
    submit(page, "withdraw")
    assert [ENGLISH.say("history_say_why")] == [one.value for one in page.error]

    page.text_input(key=f"history_note_{new}").set_value("it was wrong")
    submit(page, "withdraw")
    assert [ENGLISH.say("history_tick_first")] == [one.value for one in page.error]
    assert before == published.version(NAME)


def test_every_day_can_be_withdrawn_and_nothing_is_lost(open_history, published, at_this_machine):
    for one in published.in_force(NAME):
        page = open_history(revision=one.id)
        page.text_input(key=f"history_note_{one.id}").set_value("all wrong")
        page.checkbox(key=f"history_sure_{one.id}").check()
        submit(page, "withdraw")

    assert [] == list(published.in_force(NAME))
    assert len(numbers(published)) == len(titles(open_history()))


def test_a_revision_that_is_not_there_is_said(open_history, published):
    page = open_history(revision="<b>999</b>")

    [warning] = page.warning
    assert "999" in warning.value
    assert "<b>" not in warning.value.replace("\\<b\\>", "")


def test_it_speaks_arabic(open_history, published):
    page = open_history(lang="ar", revision=numbers(published)[-2])

    assert ARABIC.say("page_history") == page.title[0].value
    assert 'dir="rtl"' in html(page)
    assert "سحب" in titles(page)[0]


def test_a_long_history_comes_in_pages(open_history, square):
    for count in range(25):
        held = HELD[FIRST] if count % 2 else HELD[TAKEN]
        given = Publication(
            NAME, LATER, snapshot(LATER, held), "Rima", f"no. {count}",
            against=square.version(NAME),
        )  # fmt: skip
        square.publish(given)
    page = open_history()

    assert 20 == len(titles(page))
    page.number_input[0].set_value(2).run()
    assert len(square.history(NAME)) - 20 == len(titles(page))
