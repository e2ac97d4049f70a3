"""Ingest: read, check, fix, check again, publish, export, and an exported file is clean."""

from datetime import date, timedelta

import orjson
import pytest

from geodata.draft import PropertyMapping
from geodata.errors import DateError, PublicationError, StaleBase
from geodata.ingest import (
    available_fixes,
    before_in,
    check_day,
    check_file,
    fix_day,
    fix_file,
    in_force_in,
    publish,
    read_maps,
)
from geodata.problems import Severity
from geodata.store import RevisionKind, Store
from geodata.theatre import load
from geodata.validation import export
from tests.geodata.ingests import (
    NORTH_EAST_TAKEN,
    day_file,
    edited,
    rings,
    swap,
    unclosed,
    unknown_party,
)
from tests.geodata.reading_files import INVALID, WILD, zipped_names
from tests.geodata.stores import empty_store
from tests.square import FIRST, FOUGHT, TAKEN, write_square

LATER = date(2024, 1, 9)


@pytest.fixture(scope="module")
def square(tmp_path_factory):
    return load(folder=write_square(tmp_path_factory.mktemp("theatres") / "square"))


@pytest.fixture
def store(tmp_path):
    with empty_store(tmp_path / "store.sqlite") as store:
        yield store


def codes(checked):
    return [problem.code for problem in checked.problems if problem.severity is not Severity.NOTE]


def test_a_file_that_was_exported_has_no_problem(square):
    checked = check_file(day_file(FIRST), "a.geojson", square)
    assert [] == codes(checked)
    assert [FIRST] == [day.effective_date for day in checked.days]
    assert day_file(FIRST) == export(checked.reports[0].snapshot)


def test_check_fix_publish_export_check(square, store):
    content = edited(day_file(FIRST), swap)
    checked = check_file(content, "a.geojson", square)
    assert ["axes-swapped"] == codes(checked)
    with pytest.raises(PublicationError, match="while errors remain: axes-swapped"):
        publish(checked, store, "Anna", "Evening map", 0)
    assert 0 == store.version("square")

    fixed = fix_file(checked)
    assert [] == codes(fixed)
    assert ["swap-axes"] == [step.fix for step in fixed.days[0].applied_fixes]
    assert 40015.84 == pytest.approx(fixed.days[0].applied_fixes[0].after_km2, abs=0.01)
    [revision] = publish(fixed, store, "Anna", "Evening map", 0)
    assert (1, FIRST, RevisionKind.PUBLISHED, "Anna", "Evening map", "a.geojson") == (
        revision.id, revision.effective_date, revision.kind, revision.recorded_by, revision.note,
        revision.original_name,
    )  # fmt: skip
    # The file is kept as it came in, not as it was repaired.
    assert content == store.original(revision.original)

    back = export(store.as_of("square", FIRST).snapshot)
    assert [] == codes(check_file(back, "b.geojson", square, before=before_in(store, square)))
    assert day_file(FIRST) == back


def test_only_the_fixes_that_were_agreed_to_are_made(square):
    checked = check_file(edited(day_file(FIRST), unclosed), "a.geojson", square)
    both = ["unclosed-ring"] * 2
    assert both == codes(checked) == codes(fix_file(checked, {"swap-axes"}))
    partly = fix_file(checked, {("close-rings", 0)})
    assert [1] == [problem.where.feature for problem in partly.errors]
    assert [] == codes(fix_file(checked, {"close-rings"}))


def test_what_no_fix_solves_still_forbids_publishing(square, store):
    fixed = fix_file(check_file(edited(day_file(FIRST), unknown_party), "a.geojson", square))
    assert ["party-unknown"] == [problem.code for problem in fixed.errors]
    with pytest.raises(PublicationError, match="party-unknown"):
        publish(fixed, store, "Anna", "Evening map", 0)


def test_a_day_that_exists_is_corrected(square, store):
    for number, held in enumerate((None, NORTH_EAST_TAKEN)):
        checked = check_file(day_file(FIRST, held), "a.geojson", square)
        publish(checked, store, "Anna", "Evening map", number)
    first, second = store.history("square")
    assert (RevisionKind.PUBLISHED, RevisionKind.CORRECTION, 1) == (
        first.kind,
        second.kind,
        second.corrects,
    )
    assert first.sha256 != second.sha256


def test_of_two_publishers_the_second_is_refused_until_it_has_looked_again(tmp_path, square):
    path = tmp_path / "store.sqlite"
    with empty_store(path) as first, Store.open(path, built_in=()) as second:
        against = [store.version("square") for store in (first, second)]
        checked = check_file(day_file(FIRST), "a.geojson", square)
        publish(checked, first, "Anna", "Evening map", against[0])
        with pytest.raises(StaleBase, match="by Anna") as refused:
            publish(checked, second, "Basil", "Night map", against[1])
        assert 1 == refused.value.head
        publish(checked, second, "Basil", "Night map", second.version("square"))
        assert ["Anna", "Basil"] == [revision.recorded_by for revision in second.history("square")]


def test_a_file_is_held_against_what_was_in_force_until_its_day(square, store):
    publish(check_file(day_file(FIRST), "a.geojson", square), store, "Anna", "Map", 0)
    before = before_in(store, square)
    assert before(FIRST) is None
    assert FIRST == before(FIRST + timedelta(days=1)).effective_date
    leap = {"A": ("sw", "nw", "ne", "se")}
    checked = check_file(day_file(LATER, leap), "b.geojson", square, before=before)
    assert "area-jump" in codes(checked)
    assert "area-jump" not in codes(check_file(day_file(LATER, leap), "b.geojson", square))
    assert before(date.min) is None


def test_a_file_with_many_days_has_a_report_for_each(square, store):
    archive = zipped_names({
        f"{FIRST}.geojson": day_file(FIRST),
        f"{FOUGHT}.geojson": day_file(FOUGHT),
        f"{TAKEN}.geojson": day_file(TAKEN, {"A": ("sw", "nw", "ne", "se")}),
    })  # fmt: skip
    checked = check_file(archive, "days.zip", square)
    assert [FIRST, FOUGHT, TAKEN] == [day.effective_date for day in checked.days]
    # Each day is held against the one before it in the same file.
    assert [None, FIRST, FOUGHT] == [
        day.before and day.before.effective_date for day in checked.days
    ]
    jumps = [problem.where.file for problem in checked.problems if problem.code == "area-jump"]
    assert {f"days.zip/{TAKEN}.geojson"} == set(jumps)

    revisions = publish(checked, store, "Anna", "Three days", 0)
    assert [1, 2, 3] == [revision.id for revision in revisions]
    assert {("days.zip", revisions[0].original)} == {
        (revision.original_name, revision.original) for revision in revisions
    }
    assert archive == store.original(revisions[0].original)


def test_one_day_can_be_taken_of_many(square):
    archive = zipped_names({f"{day}.geojson": day_file(day) for day in (FIRST, FOUGHT, TAKEN)})
    checked = check_file(archive, "days.zip", square, FOUGHT)
    assert [FOUGHT] == [day.effective_date for day in checked.days]
    with pytest.raises(DateError, match=r"has 3 days \(2024-01-01, 2024-01-03, 2024-01-05\), but"):
        check_file(archive, "days.zip", square, LATER)


def test_a_broken_file_in_an_archive_does_not_touch_the_others(square):
    archive = zipped_names({"2024-01-01.geojson": day_file(FIRST), "2024-01-02.geojson": b"{"})
    checked = check_file(archive, "days.zip", square)
    assert ["days.zip/2024-01-01.geojson"] == [day.draft.file for day in checked.days]
    assert () == checked.errors_of(checked.days[0])
    assert {"days.zip/2024-01-02.geojson"} == {problem.where.file for problem in checked.errors}


def test_a_mapping_says_what_the_properties_of_others_mean(square):
    def rename(features):
        for feature in features:
            feature["properties"] = {"who": f"Party {feature['properties']['party']}"}

    content = edited(day_file(FIRST), rename)
    assert "party-missing" in codes(check_file(content, "a.geojson", square, FIRST))
    mapping = PropertyMapping(party="who", date=None)
    checked = check_file(content, "a.geojson", square, FIRST, mapping)
    assert [] == codes(checked)
    assert ["A", "B"] == checked.reports[0].snapshot.parties


@pytest.mark.parametrize(
    "path", sorted([*WILD.iterdir(), *INVALID.iterdir()]), ids=lambda path: path.name
)
def test_real_and_broken_files_are_checked_and_fixed_without_an_exception(path, syria):
    checked = check_file(path.read_bytes(), path.name, syria)
    assert checked.problems
    fixed = fix_file(checked)
    assert len(checked.days) == len(fixed.days)
    for day in fixed.days:
        assert (day.report.snapshot is None) == bool(day.report.errors)


def test_a_changed_day_of_the_built_in_theatre_goes_round(tmp_path, syria):
    """Export a built-in day, move a border point by point, publish, export, check: clean."""
    with Store.open(tmp_path / "store.sqlite") as store:
        day = date(2024, 12, 12)
        raw = export(store.as_of("syria_2024", day).snapshot)
        document = orjson.loads(raw)
        # Somebody drags one point of a front by a kilometre, on one side of it only.
        ring = max(rings(document["features"]), key=len)
        ring[len(ring) // 2][0] += 0.01
        against = store.version("syria_2024")
        content = orjson.dumps(document)
        checked = check_file(content, "edited.geojson", syria, before=before_in(store, syria))
        assert checked.errors
        fixed = fix_file(checked)
        assert () == fixed.errors
        [revision] = publish(fixed, store, "Anna", "Front moved", against)
        assert (RevisionKind.CORRECTION, day) == (revision.kind, revision.effective_date)
        back = export(store.as_of("syria_2024", day).snapshot)
        assert raw != back
        assert [] == codes(check_file(back, "back.geojson", syria, before=before_in(store, syria)))
        assert [] == store.verify()


def test_a_list_of_place_reports_becomes_areas_if_somebody_asks(square):
    table = b"place_id,lat,lon,date,control\nsw,35.5,36.5,2024-01-01,A\nse,35.5,37.5,2024-01-01,B\n"
    checked = check_file(table, "towns.csv", square)
    assert "reports-not-areas" in [problem.code for problem in checked.problems]
    assert checked.errors or not any(report.snapshot for report in checked.reports)
    checked = check_file(table, "towns.csv", square, draw_areas=True)
    assert () == checked.errors
    assert ["A", "B"] == checked.reports[0].snapshot.parties
    assert [FIRST] == [day.effective_date for day in checked.days]
    [later] = check_file(table, "towns.csv", square, FOUGHT, draw_areas=True).days
    assert FOUGHT == later.effective_date
    # A file of areas is read as ever.
    assert [] == codes(check_file(day_file(FIRST), "a.geojson", square, draw_areas=True))


# --- what the page asks ---------------------------------------------------------------------------


def test_a_preview_compares_with_its_day_and_plausibility_with_the_day_before(square, store):
    publish(check_file(day_file(FIRST), "a.geojson", square), store, "Anna", "Map", 0)
    leap = {"A": ("sw", "nw", "ne", "se")}
    publish(check_file(day_file(LATER, leap), "b.geojson", square), store, "Anna", "Map", 1)
    in_force, before = in_force_in(store, square), before_in(store, square)
    assert (LATER, FIRST) == (in_force(LATER).effective_date, before(LATER).effective_date)
    assert in_force(FIRST - timedelta(days=1)) is None
    # A correction of a leap is no leap itself, though it differs much from what is in force.
    draft = read_maps([("c.geojson", day_file(LATER))]).drafts[0]
    codes_then = [
        problem.code for problem in check_day(draft, square, before=before(LATER)).report.problems
    ]
    assert "area-jump" not in codes_then


def test_files_are_told_with_their_maps_and_their_faults(square):
    good, bad = ("b.geojson", day_file(FOUGHT)), ("c.geojson", b"{")
    maps = read_maps([good, ("a.geojson", day_file(FIRST)), bad])
    assert [FIRST, FOUGHT] == [draft.effective_date for draft in maps.drafts]
    assert good == maps.originals[1]
    day = check_day(maps.drafts[1], square)
    assert () == maps.errors_of(day)
    # What is wrong with another file is told, but forbids nothing here.
    problems = maps.problems_with(day)
    assert ("c.geojson", Severity.ERROR) == (problems[0].where.file, problems[0].severity)
    assert {"c.geojson", "b.geojson"} == {problem.where.file for problem in problems}


def test_available_fixes_say_what_each_fix_would_change(square):
    content = edited(edited(day_file(FIRST), unclosed), swap)
    [draft] = read_maps([("a.geojson", content)]).drafts
    day = check_day(draft, square)
    offered = available_fixes(day, square)
    assert {"close-rings", "swap-axes"} == offered.keys()
    assert (2, 40015.84) == (
        offered["swap-axes"].features, pytest.approx(offered["swap-axes"].after_km2, abs=0.01),
    )  # fmt: skip
    stages = []
    done = fix_day(day, square, offered, progress=stages.append)
    assert ({}, None) == (available_fixes(done, square), next(iter(done.report.errors), None))
    assert ["fixing", "features", "coverage", "plausibility"] == stages[:4]
    assert offered.keys() == {applied.fix for applied in done.applied_fixes}


def test_several_files_are_published_together_or_not_at_all(square, store):
    first = check_file(day_file(FIRST), "a.geojson", square)
    later = check_file(day_file(LATER), "b.geojson", square)
    bad = check_file(edited(day_file(FOUGHT), unknown_party), "c.geojson", square)
    with pytest.raises(PublicationError, match="party-unknown"):
        publish([first, later, bad], store, "Anna", "Three", 0)
    assert 0 == store.version("square")
    revisions = publish([first, later], store, "Anna", "Two", 0)
    assert [(1, "a.geojson"), (2, "b.geojson")] == [
        (revision.id, revision.original_name) for revision in revisions
    ]
    assert [] == store.verify()
