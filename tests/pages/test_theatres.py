"""Any theatre on every page: by its name in the link, and in every link that leads on."""

import json
import re

import pytest

from geodata import theatre as theatres
from geodata.store import open_record
from pages.shared.pages import PAGES
from tests.pages.uploads import good, publish
from tests.pages.visits import as_read, forget, links, visit
from tests.square import FOUGHT, HELD, SETTINGS, texts, write_square

OTHER = "other_2024"
TRICKS = ["../syria_2024", "/etc", "..%2Fother_2024", "%2e%2e/other_2024", "a\0b", "x" * 5000, "Ö"]
MAPS = [entry for entry in PAGES if entry.name != "method"]


@pytest.fixture
def two_theatres(square, tmp_path):
    """Put a second theatre beside the square: a title and days of its own."""
    settings = SETTINGS | {"title": texts("The other square", "المربع الآخر")}
    held = {day: parts for day, parts in HELD.items() if day != FOUGHT}
    write_square(tmp_path / OTHER, settings=settings, held=held)
    for name in (theatres.BUILT_IN, OTHER):
        open_record(name, store=square)
    return square


def sentences(page):
    found = [one.value for kind in ("warning", "error", "info", "toast") for one in page.get(kind)]
    return " ".join(as_read(text).replace("\\", "").replace("\u2069", "") for text in found)


def parts(page):
    """All that a page sends to components, as JSON texts; bytes are not among them."""
    return [json.loads(one.proto.json) for one in page.get("bidi_component") if one.proto.json]


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_every_page_opens_the_theatre_of_its_link(two_theatres, entry):
    page = visit(entry.path, lang="en", theatre=OTHER)

    assert "" == sentences(page)
    assert {OTHER} == {link["theatre"] for link in links(page)}
    assert {OTHER} == {name for part in parts(page) for name in current(part)}


def current(part):
    return [one["theatre"] for one in part.get("theatres", []) if one["current"]]


def test_the_history_is_that_of_the_theatre_shown(two_theatres):
    numbers = {one.id for one in two_theatres.history(OTHER)}
    page = visit("pages/history/history.py", lang="en", theatre=OTHER, revision=str(max(numbers)))

    assert "" == sentences(page)
    (wrong,) = visit("pages/history/history.py", lang="en", revision=str(max(numbers))).warning
    assert str(max(numbers)) in wrong.value


@pytest.mark.parametrize("name", TRICKS)
def test_a_name_that_is_no_theatre_is_told_and_the_built_in_one_shown(two_theatres, name):
    page = visit("pages/trends/trends.py", lang="en", theatre=name)

    assert sentences(page).startswith("There is no theatre “")
    assert sentences(page).endswith("The square is shown.")
    assert len(sentences(page)) < 200
    assert {""} == {link["theatre"] for link in links(page)}
    assert 6 == len(page.get("vega_lite_chart"))


@pytest.mark.parametrize("entry", MAPS, ids=lambda entry: entry.name)
def test_a_trick_is_a_sentence_on_every_page(two_theatres, entry):
    page = visit(entry.path, lang="ar", theatre="../x")

    assert "لا يوجد هنا مسرح" in sentences(page)


def test_the_built_in_theatre_is_left_out_of_links(two_theatres):
    page = visit("pages/trends/trends.py", lang="en", theatre=theatres.BUILT_IN)

    assert "" == sentences(page)
    assert {""} == {link["theatre"] for link in links(page)}


def test_the_chooser_names_each_theatre_in_each_language(two_theatres):
    page = visit("pages/method/method.py", lang="ar")
    (row,) = [part for part in parts(page) if part.get("theatres")]

    assert [("", True), (OTHER, False)] == sorted(
        (one["theatre"], one["current"]) for one in row["theatres"]
    )
    assert {"المربع الآخر", "المربع"} == {one["labels"]["ar"] for one in row["theatres"]}
    assert {"The other square", "The square"} == {one["labels"]["en"] for one in row["theatres"]}


def test_a_theatre_that_cannot_be_read_is_named_and_does_not_break_the_others(
    two_theatres, tmp_path
):
    (tmp_path / OTHER / "theatre.json").write_text("{", encoding="utf-8")
    forget()
    assert "" == sentences(visit("pages/trends/trends.py", lang="en"))

    page = visit("pages/trends/trends.py", lang="en", theatre=OTHER)
    assert "theatre.json" in sentences(page)


def test_a_theatre_without_a_day_says_so_on_every_page(square, tmp_path):
    empty = {"type": "Topology", "transform": {"scale": [1, 1], "translate": [0, 0]}}
    empty |= {"objects": {}, "arcs": []}
    (write_square(tmp_path / OTHER) / "control.topojson").write_text(json.dumps(empty))
    for entry in MAPS:
        page = visit(entry.path, lang="en", theatre=OTHER)
        if entry.name not in ("history", "upload"):
            assert re.search("no day|nothing has been published", sentences(page).lower()), (
                entry.name
            )


def test_what_is_published_goes_to_the_theatre_shown(open_upload, two_theatres):
    before = {name: len(two_theatres.history(name)) for name in (theatres.BUILT_IN, OTHER)}
    publish(open_upload(("day.geojson", good()), lang="en", theatre=OTHER))

    after = {name: len(two_theatres.history(name)) for name in (theatres.BUILT_IN, OTHER)}
    assert after == {theatres.BUILT_IN: before[theatres.BUILT_IN], OTHER: before[OTHER] + 1}


def test_an_upload_in_work_belongs_to_its_theatre(open_upload, two_theatres):
    page = open_upload(("day.geojson", good()), lang="en", theatre=OTHER)
    draft = page.query_params["draft"]
    elsewhere = visit("pages/upload/upload.py", lang="en", draft=draft)

    assert "draft" not in elsewhere.query_params
    again = visit("pages/upload/upload.py", lang="en", theatre=OTHER, draft=draft)
    assert again.query_params["draft"] == draft


@pytest.mark.parametrize(("name", "days"), [(theatres.BUILT_IN, 3), (OTHER, 2)])
def test_the_days_to_start_from_are_those_of_the_theatre_shown(two_theatres, name, days):
    assert len(HELD) == 3
    page = visit("pages/upload/upload.py", lang="en", theatre=name)

    assert days == len(page.selectbox(key="upload_in_force_on").options)
