"""The store: what is published stays, and what was known can be asked again."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import geopandas as gpd
import pytest
import shapely

from geodata.control import ControlSnapshot
from geodata.errors import DateError, PublicationError, StaleBase, UnknownName
from geodata.front_line import contact_lengths_km
from geodata.record import open_record as open_files
from geodata.store import Publication, RevisionKind, Store, open_record
from geodata.store.times import end_of, read_known_on
from tests.geodata.stores import (
    EAST,
    NOON,
    NORTH,
    WEST,
    Clock,
    empty_store,
    publication,
    publish,
    rows,
    said,
    withdraw,
    withdrawal,
)
from tests.square import FIRST, FOUGHT, HELD, TAKEN, snapshot


@pytest.fixture
def store(address):
    with empty_store(address) as opened:
        yield opened


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """Give a store as a person has it after the first start."""
    with Store.open(tmp_path_factory.mktemp("first start") / "store.sqlite") as opened:
        yield opened


# --- publishing ----------------------------------------------------------------------------------


def test_what_is_published_comes_back_to_the_last_bit(store):
    revision = publish(store, FOUGHT)
    [found] = store.timeline("square")
    assert rows(snapshot(FOUGHT, HELD[FOUGHT])) == rows(found)
    assert (FOUGHT, str(revision.id), "EPSG:4326") == (
        found.effective_date, found.revision, found.areas.crs.to_string(),
    )  # fmt: skip
    assert rows(found) == rows(store.snapshot(revision.id))


def test_a_revision_says_who_when_and_why(store):
    revision = publish(store, FIRST, by=" Anna ", note=" Evening map ")
    assert (1, "square", FIRST, NOON, "Anna", "Evening map", RevisionKind.PUBLISHED, None) == (
        revision.id, revision.theatre, revision.effective_date, revision.recorded_at,
        revision.recorded_by, revision.note, revision.kind, revision.corrects,
    )  # fmt: skip
    assert revision == store.revision(1)
    assert (revision,) == store.history("square")
    assert 'revision 1 (published of 2024-01-01 by Anna, 2024-12-01 12:00 UTC: "Evening map")' == (
        str(revision)
    )


def test_a_second_publication_of_a_day_is_a_correction(store):
    first = publish(store, FIRST)
    again = publish(store, FIRST, NORTH)
    assert (RevisionKind.CORRECTION, first.id) == (again.kind, again.corrects)
    assert [again] == list(store.in_force("square"))
    assert [rows(snapshot(FIRST, NORTH))] == list(said(store).values())


def test_a_withdrawn_day_falls_back_to_the_day_before(store):
    publish(store, FIRST)
    taken = publish(store, TAKEN)
    gone = withdraw(store, TAKEN)
    assert (RevisionKind.WITHDRAWAL, None, taken.id) == (gone.kind, gone.sha256, gone.corrects)
    assert (FIRST,) == store.timeline("square").dates
    assert FIRST == store.as_of("square", TAKEN).snapshot.effective_date
    assert store.snapshot(gone.id) is None


def test_a_withdrawn_day_can_be_published_again(store):
    publish(store, FIRST)
    gone = withdraw(store, FIRST)
    again = publish(store, FIRST, NORTH)
    assert (RevisionKind.CORRECTION, gone.id) == (again.kind, again.corrects)
    assert (FIRST,) == store.timeline("square").dates


def test_a_rollback_is_a_new_revision_with_the_older_areas(store):
    first = publish(store, FIRST, WEST)
    wrong = publish(store, FIRST, NORTH)
    back = store.rollback(first.id, recorded_by="Basil", note="Was right", against=wrong.id)
    assert (3, RevisionKind.ROLLBACK, wrong.id, first.id, first.sha256) == (
        back.id, back.kind, back.corrects, back.restores, back.sha256,
    )  # fmt: skip
    assert {FIRST: rows(snapshot(FIRST, WEST))} == said(store)
    assert 3 == len(store.history("square"))


def test_a_rollback_to_what_is_in_force_is_refused(store):
    first = publish(store, FIRST)
    with pytest.raises(PublicationError) as caught:
        store.rollback(first.id, recorded_by="Basil", note="Again", against=1)
    assert (
        "What revision 1 says of 2024-01-01 is in force already, by revision 1 (published of "
        '2024-01-01 by Anna, 2024-12-01 12:00 UTC: "Evening map").' == str(caught.value)
    )


def test_an_unknown_revision_is_named(store):
    publish(store, FIRST)
    with pytest.raises(UnknownName, match=r'No revision is called "7". Known: 1 to 1'):
        store.rollback(7, recorded_by="Basil", note="?", against=1)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            publication(FIRST, by=" "),
            "2024-01-01 lacks who publishes it; say it, and publish.",
        ),
        (publication(FIRST, note=""), "2024-01-01 lacks a note, why; say it, and publish."),
        (
            Publication("square", TAKEN, snapshot(FIRST, WEST), "Anna", "?"),
            (
                "The areas are dated 2024-01-01, to be published for 2024-01-05; "
                "give one day for both."
            ),
        ),
        (
            withdrawal(FIRST),
            (
                "square has nothing in force dated 2024-01-01 that could be withdrawn; "
                "see `python -m geodata history`."
            ),
        ),
        (
            publication(FIRST, {}),
            "2024-01-01 has no area; to take a day back, withdraw it.",
        ),
    ],
)
def test_what_cannot_be_published_is_refused_with_the_reason(store, given, message):
    with pytest.raises(PublicationError) as caught:
        store.publish(given)
    assert message == str(caught.value)
    assert () == store.history("square")


@pytest.mark.parametrize("shape", [shapely.Point(36, 35), shapely.Polygon(), None])
def test_only_areas_are_published(store, shape):
    columns = {"party": ["A"], "status": "controlled", "basis": "assessed", "source": ""}
    areas = gpd.GeoDataFrame(columns, geometry=[shape], crs="EPSG:4326")
    given = Publication("square", FIRST, ControlSnapshot(FIRST, areas), "Anna", "A point")
    with pytest.raises(PublicationError) as caught:
        store.publish(given)
    assert (
        "Area 0 of 2024-01-01 is no polygon; only areas of control can be published: "
        "check the file it came from." == str(caught.value)
    )


def test_the_same_areas_are_kept_once(store):
    first, later = publish(store, FIRST, WEST), publish(store, TAKEN, WEST)
    assert first.sha256 == later.sha256
    assert 2 == len(store.timeline("square"))


# --- two who publish -----------------------------------------------------------------------------


def test_a_preview_made_before_another_publication_is_refused_with_who_and_what(store):
    seen = store.version("square")
    publish(store, FIRST, by="Basil", note="Morning map")
    with pytest.raises(StaleBase) as caught:
        store.publish(publication(TAKEN, against=seen))
    assert (
        "Since the preview was made, against an empty store, this was published: revision 1 "
        '(published of 2024-01-01 by Basil, 2024-12-01 12:00 UTC: "Morning map"). '
        "Make the preview again." == str(caught.value)
    )
    assert 1 == caught.value.head
    assert 2 == store.publish(publication(TAKEN, against=caught.value.head)).id


def test_many_publications_since_a_preview_are_counted(store):
    for held in (WEST, NORTH, EAST, WEST, NORTH, EAST):
        publish(store, FIRST, held)
    with pytest.raises(StaleBase) as caught:
        store.rollback(1, recorded_by="Basil", note="Back", against=1)
    refusal = str(caught.value)
    assert refusal.startswith(
        "Since the preview was made, against revision 1, this was published: "
    )
    assert "revision 6 " in refusal
    assert "revision 3 " not in refusal
    assert refusal.endswith("and 2 more. Make the preview again.")


def test_a_preview_against_another_store_is_refused(store):
    with pytest.raises(StaleBase) as caught:
        store.publish(publication(FIRST, against=9))
    assert (
        "The preview was made against revision 9, which square does not have (its newest is 0): "
        "is this another store? Make the preview again." == str(caught.value)
    )


def test_theatres_do_not_stand_in_each_others_way(store):
    publish(store, FIRST)
    other = store.publish(publication(FIRST, theatre="circle"))
    assert (RevisionKind.PUBLISHED, None) == (other.kind, other.corrects)
    assert (1, 2, 0) == tuple(map(store.version, ("square", "circle", "nowhere")))
    assert 3 == publish(store, TAKEN).id


# --- two times -----------------------------------------------------------------------------------


def test_a_correction_does_not_change_what_was_known_before(store):
    publish(store, FIRST, WEST)
    before = said(store)
    correction = publish(store, FIRST, NORTH)
    assert before == said(store, correction.recorded_at - timedelta(microseconds=1))
    assert before != said(store, correction.recorded_at)
    assert said(store) == said(store, correction.recorded_at)


def test_a_clock_that_goes_back_does_not_change_what_was_known(address):
    clock = Clock()
    with empty_store(address, clock) as store:
        first = publish(store, FIRST, WEST)
        clock.next = NOON - timedelta(days=1)
        second = publish(store, FIRST, NORTH)
        assert second.recorded_at == first.recorded_at + timedelta(microseconds=1)
        assert {FIRST: rows(snapshot(FIRST, WEST))} == said(store, first.recorded_at)
        assert [] == store.verify()


def test_a_version_is_that_of_the_instant(store):
    publish(store, FIRST)
    publish(store, TAKEN)
    known = [store.version("square", NOON + timedelta(minutes=m)) for m in (-1, 0, 1, 2)]
    assert [0, 1, 2, 2] == known


def test_as_of_gives_what_the_timeline_gives(store):
    for day, held in ((FIRST, WEST), (TAKEN, NORTH), (FOUGHT, EAST), (TAKEN, EAST)):
        publish(store, day, held)
    withdraw(store, FOUGHT)
    for known_on in (None, *(NOON + timedelta(minutes=m) for m in range(5))):
        timeline = store.timeline("square", known_on)
        for day in (date(2024, 1, n) for n in range(1, 9)):
            expected, found = timeline.as_of(day), store.as_of("square", day, known_on)
            assert (rows(expected.snapshot), expected.age_days) == (
                rows(found.snapshot), found.age_days,
            )  # fmt: skip


def test_before_the_first_day_the_store_says_which_it_is(store):
    with pytest.raises(DateError, match=r"No day has been published yet; publish a snapshot"):
        store.as_of("square", FIRST)
    publish(store, FIRST)
    with pytest.raises(DateError, match="the first day of this map is 2024-01-01"):
        store.as_of("square", date(2023, 12, 31))


def test_an_instant_without_a_time_zone_is_refused(store):
    with pytest.raises(DateError, match="2024-12-01 00:00:00 has no time zone; give one"):
        store.timeline("square", datetime(2024, 12, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-12-01", datetime(2024, 12, 1, 23, 59, 59, 999999, UTC)),
        ("2024-12-01T09:30Z", datetime(2024, 12, 1, 9, 30, tzinfo=UTC)),
        ("2024-12-01T09:30", datetime(2024, 12, 1, 9, 30, tzinfo=UTC)),
        (" 2024-12-01T09:30:10.5+03:00 ", datetime(2024, 12, 1, 6, 30, 10, 500000, UTC)),
    ],
)
def test_a_person_writes_an_instant_as_a_day_or_with_a_time(text, instant):
    assert instant == read_known_on(text)


@pytest.mark.parametrize("text", ["yesterday", "2024-12-01T25:00", "T", ""])
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(DateError, match=f'"{text}" is not'):
        read_known_on(text)


def test_the_end_of_a_day_is_in_that_day():
    assert date(2024, 12, 1) == end_of(date(2024, 12, 1)).date()


# --- originals -----------------------------------------------------------------------------------


def test_the_original_bytes_are_kept_under_their_hash(store):
    raw = b'{"type": "FeatureCollection"}\r\n\x00'
    revision = publish(store, FIRST, original=("Karte Süd.geojson", raw))
    assert (sha256(raw).hexdigest(), "Karte Süd.geojson") == (
        revision.original, revision.original_name,
    )  # fmt: skip
    assert raw == store.original(revision.original)
    again = publish(store, TAKEN, original=("copy.geojson", raw))
    assert (revision.original, "copy.geojson") == (again.original, again.original_name)


def test_an_unknown_original_is_named(store):
    with pytest.raises(UnknownName, match='No original file is called "abc"'):
        store.original("abc")


# --- topology and record -------------------------------------------------------------------------


def test_the_topology_is_made_once_per_version(store):
    publish(store, FIRST)
    first = store.topology("square")
    assert first is store.topology("square")
    assert first is store.topology("square", NOON + timedelta(days=9))
    correction = publish(store, FIRST, NORTH)
    assert first is not store.topology("square")
    assert first is store.topology("square", correction.recorded_at - timedelta(seconds=1))
    # On paper: the parallel of 36° N from 36° to 38° E instead of the meridian of 37° E.
    [length_km] = contact_lengths_km(store.topology("square"))[FIRST].values()
    assert 180.3 == pytest.approx(length_km, abs=0.1)


def test_a_long_history_of_topologies_does_not_fill_the_memory(store):
    for held in (WEST, NORTH, EAST, WEST, NORTH):
        publish(store, FIRST, held)
        store.topology("square")
    assert 3 == len(store._topologies)


def test_an_empty_store_has_an_empty_topology(store):
    assert {} == store.topology("square").dates
    assert () == store.timeline("square").dates


def test_the_seeded_store_says_what_the_files_say(seeded):
    files, record = open_files(), open_record(store=seeded)
    assert 17 == len(record.dates)
    assert files.dates == record.dates
    for day in files.dates:
        assert files.figures(day) == record.figures(day)
        assert files.contact_km(day) == record.contact_km(day)
        assert files.evidence(day) == record.evidence(day)


def test_the_first_revisions_are_the_built_in_theatre(seeded):
    history = seeded.history("syria_2024")
    assert {("the project", "Comes with the project", RevisionKind.PUBLISHED)} == {
        (one.recorded_by, one.note, one.kind) for one in history
    }
    [original] = {one.original for one in history}
    assert open_files().theatre.control.read_bytes() == seeded.original(original)
    assert [] == seeded.verify()


def test_nothing_known_on_an_instant_before_the_first_publication(seeded):
    with pytest.raises(DateError) as caught:
        open_record(known_on=datetime(2024, 1, 1, tzinfo=UTC), store=seeded)
    refusal = "Nothing had been published of syria_2024 by 2024-01-01 00:00 UTC: the first revision"
    assert str(caught.value).startswith(refusal)


def test_a_record_is_opened_by_the_path_of_its_store(seeded):
    assert open_files().dates == open_record(store=seeded.path).dates
    with pytest.raises(UnknownName, match='No theatre is called "circle"'):
        open_record("circle", store=seeded.path)


# --- several at once -----------------------------------------------------------------------------


def test_several_days_are_one_transaction_and_one_chain(store):
    made = store.publish_many([publication(FIRST), publication(FOUGHT), publication(FIRST, NORTH)])
    assert [(1, None), (2, None), (3, 1)] == [(one.id, one.corrects) for one in made]
    assert made == store.history("square")
    assert [] == store.verify()


def test_of_several_days_none_is_published_where_one_cannot_be(store):
    publish(store, FIRST)
    later = [publication(FOUGHT, against=1), withdrawal(TAKEN, against=1)]
    with pytest.raises(PublicationError, match="nothing in force dated 2024-01-05"):
        store.publish_many(later)
    assert 1 == store.version("square")
    with pytest.raises(StaleBase, match="revision 1"):
        store.publish_many([publication(FOUGHT), publication(TAKEN)])
    assert 1 == len(store.history("square"))
    with pytest.raises(PublicationError, match=r"different revisions \(0, 1\): make the preview"):
        store.publish_many([publication(FOUGHT, against=1), publication(TAKEN)])
    with pytest.raises(PublicationError, match="nothing to publish"):
        store.publish_many([])
