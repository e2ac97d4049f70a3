"""No page hands out what a licence keeps, and each says whose it is."""

import pytest

from geodata import theatre as theatres
from geodata.store import Publication, Store
from tests.layers.export_orders import FORBIDDEN
from tests.pages import visits
from tests.square import HELD, SETTINGS, TAKEN, snapshot

# What hands out files on each page: a page that is not here has no download button.
PAGES = {
    "pages/replay/replay.py": {},
    "pages/compare/compare.py": {},
    "pages/trends/trends.py": {},
    "pages/distances/distances.py": {"pairs": "sw~ne", "matrix": "sw,ne"},
    "pages/press/press.py": {},
    "pages/history/history.py": {},
    "pages/upload/upload.py": {},
}
MADE = ("picture", "clip", "deck", "embed", "kit")


@pytest.fixture
def put_up(squares, at_this_machine):
    """Give a function that puts up the square under licences, with a revision of its own file."""

    def put_up(*licences):
        squares(settings=SETTINGS | {"licences": list(licences)})
        original = ("control.geojson", b"{}")
        with Store.open() as store:
            # The page opens the theatre's own days first; this one comes after them.
            visits.visit("pages/history/history.py")
            day = Publication(
                theatres.BUILT_IN, TAKEN, snapshot(TAKEN, HELD[TAKEN]), "Anna", "As it came in",
                original=original, against=store.version(theatres.BUILT_IN),
            )  # fmt: skip
            return store.publish(day).id

    return put_up


def labels(page):
    return [button.proto.label for button in page.get("download_button")]


def refusals(page):
    return [error.value for error in page.error if "a licence does not allow it" in error.value]


def opened(path, revision):
    query = PAGES[path] | ({"revision": str(revision)} if "history" in path else {})
    return visits.visit(path, lang="en", **query)


def pictures(page):
    """The buttons of pictures that the browser makes of a chart."""
    name = "lines_of_control_chart_pictures"
    return [one for one in page.get("bidi_component") if one.proto.component_name == name]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_hands_out_its_files(put_up, path):
    revision = put_up()
    page = opened(path, revision)
    assert [] == refusals(page)
    assert labels(page)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_what_a_licence_keeps(put_up, path):
    revision = put_up(FORBIDDEN | {"forbids": ["pictures", "data"]})
    page = opened(path, revision)
    assert [label for label in labels(page) if "template" not in label.casefold()] == []
    assert refusals(page)
    assert all("A paper" in text for text in refusals(page))


@pytest.mark.parametrize("make", MADE)
def test_the_press_desk_keeps_what_a_licence_keeps(put_up, make):
    put_up(FORBIDDEN | {"forbids": ["pictures", "data"]})
    page = visits.visit("pages/press/press.py", lang="en", make=make)
    begin = [button for button in page.button if (button.key or "").startswith("begin_")]
    assert ([], []) == (labels(page), begin)
    assert len(refusals(page)) == 1


def test_the_browser_makes_pictures_of_charts_only_where_they_may_be_made(put_up):
    put_up()
    page = visits.visit("pages/trends/trends.py", lang="en")
    assert pictures(page)


@pytest.mark.parametrize(
    ("use", "files", "drawn"), [("pictures", True, False), ("data", False, True)]
)
def test_figures_and_pictures_of_a_chart_are_kept_apart(put_up, use, files, drawn):
    put_up(FORBIDDEN | {"forbids": [use]})
    page = visits.visit("pages/trends/trends.py", lang="en")
    assert (files, drawn) == (bool(labels(page)), bool(pictures(page)))
