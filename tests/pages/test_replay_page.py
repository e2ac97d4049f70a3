"""The replay page as a visitor finds it: by link, on a broken theatre, in Arabic."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from geodata.commands.figures import figures_answer
from geodata.control import read_day
from geodata.record import open_record
from tests.pages.visits import as_read, forget, visit
from tests.square import CHANGES, EVENTS, PLACES, SETTINGS, place

ROOT = Path(__file__).resolve().parent.parent.parent
NASTY = '<script>alert("x")</script>\u202e'


@pytest.fixture(scope="module", autouse=True)
def fresh_caches():
    forget()
    yield
    forget()


@pytest.fixture
def open_page():
    """Give a function that opens the page by a link."""
    return visit


class Panel(HTMLParser):
    """The side panel: its words, its tags, and its tables by the title above them."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.words, self.rows = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "tr":
            self.rows.append([])

    def handle_data(self, data):
        self.words.append(data)
        if self.tags[-1][0] in {"td", "th"}:
            self.rows[-1].append(data)

    @property
    def text(self):
        return " ".join(self.words)


def panels(page):
    found = []

    def walk(node):
        body = getattr(getattr(node, "proto", None), "body", "")
        if isinstance(body, str) and "loc-side" in body[:40]:
            found.append(body)
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(page.main)
    return found


def only_panel(page):
    (html,) = panels(page)
    return Panel(html)


def test_it_opens_on_the_last_day(open_page):
    page = open_page()
    assert [] == list(page.error)
    assert "12 December 2024" in only_panel(page).text


def test_a_link_opens_its_day_with_its_events_changes_and_distances(open_page):
    words = only_panel(open_page(as_of="2024-11-30")).text
    assert "30 November 2024" in words
    for fact in ("more than 300", "since 2016", "curfew", "congested", "SOHR", "Reuters"):
        assert fact in words
    assert "Idlib–Aleppo" in words
    assert "56.2 km, bearing 58°" in words
    assert "122 places changed hands since 26 November 2024" in words
    assert "Derived from 792 place reports; " in words


def test_the_panel_has_the_figures_of_the_command_line(open_page):
    day = read_day("2024-11-30")
    record = open_record()
    answer = figures_answer(record, day)
    rows = only_panel(open_page(as_of=day.isoformat())).rows
    names = {party.code: party.short["en"] for party in record.theatre.parties}
    for figure in answer["parties"]:
        (row,) = [row for row in rows if row[0] == names[figure["party"] or "CONTESTED"]]
        assert [f"{figure['km2']:,.0f}", f"{figure['share']:.1%}"] == row[1:3]
    for line in answer["contact"]:
        pair = " – ".join(names[code] for code in line["between"])
        (row,) = [row for row in rows if row[0] == pair]
        assert f"{line['km']:,.1f} km" == row[1]


def test_a_day_without_a_stop_says_how_old_the_map_is(open_page, squares):
    squares()
    assert "last known, 1 day old" in only_panel(open_page(as_of="2024-01-02")).text
    assert "last known, 3 days old" in only_panel(open_page(as_of="2024-01-08")).text
    assert "last known" not in only_panel(open_page(as_of="2024-01-03")).text


def test_before_the_first_day_the_first_is_shown(open_page):
    assert "26 November 2024" in only_panel(open_page(as_of="2020-01-01")).words[0]


def test_after_the_last_day_the_last_is_shown(open_page):
    assert "12 December 2024" in only_panel(open_page(as_of="2030-01-01")).words[0]


@pytest.mark.parametrize(
    "query",
    [
        {"as_of": "yesterday"},
        {"as_of": NASTY},
        {"as_of": "20241130"},
        {"distances": "nowhere~aleppo,x,~,a~b~c"},
        {"lang": "xx", "theme": "pink", "at": "here", "layers": "all", "view": "?"},
    ],
    ids=str,
)
def test_a_broken_link_opens_the_last_day(open_page, query):
    found = only_panel(open_page(**query))
    assert "12 December 2024" in found.words[0]
    assert "script" not in [tag for tag, _ in found.tags]


def test_distances_of_a_link_are_measured(open_page):
    words = only_panel(open_page(distances="hama~homs,nowhere~aleppo")).text
    assert "Hama–Homs" in words
    assert "Idlib–Aleppo" not in words


def test_a_link_without_distances_says_so(open_page):
    assert "No distance chosen." in only_panel(open_page(distances="")).text


def test_arabic_runs_from_right_to_left(open_page):
    found = only_panel(open_page(lang="ar", as_of="2024-11-30"))
    assert "rtl" == found.tags[0][1]["dir"]
    assert "30 تشرين الثاني 2024" in found.text
    assert "إدلب" in found.text
    assert "ltr" == only_panel(open_page()).tags[0][1]["dir"]


def test_names_with_signs_of_html_stay_text(open_page, squares):
    ruled = {"default_rule": "true", "confidence": "low"}
    places = [*PLACES, place("x", NASTY, 37.8, 36.8, "B")]
    change = CHANGES[0] | {"place_id": "x", "source": NASTY, "note": NASTY}
    settings = SETTINGS | {"attribution": {"en": NASTY}}
    squares(
        places=places,
        changes=[change, CHANGES[0] | ruled],
        events=[EVENTS[0] | {"text_en": NASTY, "source": NASTY, "place_id": "x"}],
        settings=settings | {"event_categories": {"battle": {"en": NASTY, "ar": NASTY}}},
    )
    found = only_panel(open_page(as_of="2024-01-03", distances="sw~x"))
    assert found.text.count(NASTY) > 6
    assert {"script", "img", "iframe"}.isdisjoint(tag for tag, _ in found.tags)
    assert not [
        name for _, attributes in found.tags for name in attributes if name.startswith("on")
    ]


# --- a theatre that cannot be shown --------------------------------------------------------------


def broken(page):
    assert [] == panels(page)
    (error,) = page.error
    sentence = as_read(error.value)
    assert sentence.startswith("The map cannot be shown: ")
    return sentence


@pytest.mark.parametrize(
    "name",
    [
        "places.csv", "control_changes.csv", "events.csv", "control.topojson", "frame.geojson",
        "base_map.topojson",
    ],
)  # fmt: skip
def test_a_missing_file_is_said_in_one_sentence(open_page, squares, name):
    (squares() / name).unlink()
    assert name in broken(open_page())


@pytest.mark.parametrize("name", ["theatre.json", "control.topojson", "base_map.topojson"])
@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"type": "Topology"}'])
def test_a_corrupt_file_is_said_in_one_sentence(open_page, squares, name, content):
    (squares() / name).write_text(content, encoding="utf-8")
    broken(open_page())


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"features": [{}]}'])
def test_a_corrupt_frame_is_said_in_one_sentence(open_page, squares, content):
    (squares() / "frame.geojson").write_text(content, encoding="utf-8")
    broken(open_page())


def test_a_theatre_folder_that_is_gone_is_said_in_one_sentence(open_page, squares):
    (squares() / "theatre.json").unlink()
    assert 'No theatre is called "syria_2024".' in broken(open_page())


def test_a_corrupt_line_is_named(open_page, squares):
    path = squares() / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("36.5,35.5", "x,35.5"))
    assert 'places.csv, line 2: "lon" is "x", expected degrees' in broken(open_page())


def test_an_empty_theatre_is_said_in_one_sentence(open_page, squares):
    settings = SETTINGS | {"default_distances": []}
    squares(places=[], changes=[], events=[], held={}, settings=settings)
    assert "This theatre has no day yet; publish a snapshot first." in broken(open_page())


def test_a_broken_theatre_is_said_in_arabic_too(open_page, squares):
    (squares() / "places.csv").unlink()
    (error,) = open_page(lang="ar").error
    assert error.value.startswith("تعذر عرض الخريطة: ")


def test_the_page_comes_back_when_the_file_does(open_page, squares):
    path = squares() / "places.csv"
    kept = path.read_bytes()
    path.unlink()
    broken(open_page())
    path.write_bytes(kept)
    assert "5 January 2024" in only_panel(open_page()).text


def test_what_a_broken_file_holds_is_said_as_text(open_page, squares):
    path = squares() / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("36.5,35.5", f"{NASTY},35.5"))
    page = open_page()
    broken(page)
    # Streamlit's own box shows Markdown without HTML.
    assert not page.error[0].proto.body.startswith("<")
