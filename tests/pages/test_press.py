"""The press desk as a visitor finds it: by link, in Arabic, without a day, where it is barred."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from geodata import theatre as theatres
from geodata.store import Publication, Store
from geodata.store.opening import open_record
from layers.edition import edition_of
from layers.link import View
from layers.picture import PictureOptions, draw
from layers.workers import WorkerPool
from pages.press.jobs import TooMuchWork, jobs, name_of
from pages.shared import data
from tests.layers.export_orders import FORBIDDEN
from tests.pages import visits
from tests.square import HELD, SETTINGS, TAKEN, snapshot
from tests.words import ARABIC, ENGLISH

ROOT = Path(__file__).resolve().parent.parent.parent
SMALL = {"size": "free", "width": "640", "height": "360", "dpi": "96"}


def forget():
    jobs().clear()
    visits.forget()


@pytest.fixture(scope="module", autouse=True)
def fresh_caches():
    """One worker draws for all tests: it takes a second or two to start."""
    forget()
    with WorkerPool(1) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "drawers", lambda: pool)
        yield
    forget()


@pytest.fixture
def open_page():
    """Give a function that opens the press desk by a link, with a small picture."""
    return partial(visits.visit, "pages/press/press.py", **SMALL)


def texts(page, kind):
    return [one.value for one in page.get(kind)]


def widget(page, key):
    return next(
        one
        for kind in (page.selectbox, page.text_input, page.toggle, page.number_input)
        for one in kind
        if one.key == key or (one.key or "").startswith(f"{key}_")
    )


def test_it_opens_on_the_picture_of_a_link(open_page):
    page = open_page(as_of="2024-11-30", lang="en")
    assert [ENGLISH.say("page_press")] == [one.value for one in page.title]
    assert [] == texts(page, "error") + texts(page, "warning")
    assert 1 == len(page.get("image"))
    assert "HTS-led forces take Aleppo" in widget(page, "choice_title").value
    assert "2024-11-30" == str(widget(page, "choice_as_of").value)
    caption, alt_text = (area.value for area in page.text_area)
    assert "4,634 km²" in caption
    assert alt_text.startswith("Map: Syria: areas of control, 30 November 2024")


def test_a_day_between_two_stops_stays_the_day_of_the_link(squares, open_page):
    squares()
    page = open_page(as_of="2024-01-04")
    assert "2024-01-03" == str(widget(page, "choice_as_of").value)
    assert "4 January 2024" in page.text_area[0].value
    assert "2024-01-04" == page.query_params["as_of"]


def test_what_is_chosen_stands_in_the_address(squares, open_page):
    squares()
    page = open_page()
    widget(page, "choice_look").select("dark")
    widget(page, "choice_qr").set_value(True)
    widget(page, "choice_title").set_value("A title of our own")
    page.run()
    asked = page.query_params
    assert ("dark", "1", "A title of our own") == (asked["look"], asked["qr"], asked["title"])
    assert "transparent" not in asked


def test_it_speaks_arabic(squares, open_page):
    squares()
    page = open_page(lang="ar")
    assert [ARABIC.say("page_press")] == [one.value for one in page.title]
    assert "ar" == widget(page, "choice_words").value
    assert [] == texts(page, "error")


@pytest.mark.parametrize("kind", ["pair", "change", "strip", "areas", "fronts"])
def test_every_kind_of_picture_is_drawn(squares, open_page, kind):
    squares()
    page = open_page(kind=kind, lang="en")
    assert [] == texts(page, "error")
    assert 1 == len(page.get("image"))


def test_a_link_with_bad_values_is_told_and_shows_the_nearest(squares, open_page):
    squares()
    page = open_page(
        as_of="yesterday", kind="sculpture", look="<b>", width="9", words="xx", make="coffee",
        layers="fronts,gold",
    )  # fmt: skip
    said = " ".join(texts(page, "warning"))
    assert "is not a day" in said
    assert "gold" in said
    assert [] == texts(page, "error")
    assert "map" == widget(page, "choice_kind").value
    assert 1600 == widget(page, "choice_width").value


def test_a_day_before_the_first_is_told(squares, open_page):
    squares()
    page = open_page(as_of="2023-01-01", lang="en")
    [said] = texts(page, "warning")
    assert "Nothing is known for 1 January 2023" in said
    assert 1 == len(page.get("image"))


def test_nothing_published_is_told(squares, open_page):
    squares(
        places=[], changes=[], events=[], held={}, settings=SETTINGS | {"default_distances": []}
    )
    page = open_page(lang="en")
    assert [ENGLISH.say("press_nothing")] == [one.value for one in page.info]


def test_one_day_alone_is_drawn_too(squares, open_page):
    squares(held={TAKEN: HELD[TAKEN]})
    for query in ({}, {"make": "clip"}, {"make": "deck"}, {"make": "embed"}, {"make": "kit"}):
        assert [] == texts(open_page(**query), "error")


def test_a_licence_that_forbids_pictures_is_named(squares, open_page):
    squares(settings=SETTINGS | {"licences": [FORBIDDEN]})
    page = open_page(lang="en")
    [said] = texts(page, "error")
    assert "a licence does not allow it" in said
    assert "A paper" in said
    assert [] == page.get("image")
    [said] = texts(open_page(lang="en", make="embed"), "error")
    assert "A paper" in said


def test_an_embed_has_a_file_and_a_frame(squares, open_page):
    squares()
    page = open_page(make="embed", lang="en", **{"from": "2024-01-03"})
    [code] = page.code
    assert "The square, 3 January 2024 – 5 January 2024" in code.value
    assert code.value.startswith("<iframe")


def test_words_written_beneath_the_picture_go_into_the_kit(squares, open_page):
    squares()
    page = open_page(lang="en")
    page.text_area[0].set_value("What the editor wrote.").run()
    next(one for one in page.button_group if one.key == "choice_make").set_value("kit")
    page.run()
    assert "What the editor wrote." == page.text_area[0].value


def begin(page, name):
    next(one for one in page.button if one.key == f"begin_{name}").click().run()
    return page


def finished(page):
    """The page when what was begun on it is done."""
    for job in list(jobs()._jobs.values()):
        job.future.result(timeout=visits.RUN_LIMIT_S)
    page.run()
    assert [] == list(page.exception)
    return page


def files(page):
    return [
        one for one in page.get("download_button") if one.proto.label.startswith("Download the")
    ]


@pytest.mark.parametrize("make", ["clip", "deck"])
def test_what_takes_longer_is_made_beside_the_server(squares, open_page, make):
    squares()
    query = {"seconds": "0.1", "hold": "0", "last": "0.2"} if make == "clip" else {}
    page = begin(open_page(make=make, lang="en", **query), make)
    assert [] == files(page)
    page = finished(page)
    assert [] == texts(page, "error")
    assert [ENGLISH.say(f"press_get_{make}")] == [one.proto.label for one in files(page)]


@pytest.mark.parametrize("name", ["dates", "stops"])
def test_a_deck_has_the_days_of_its_link_also_of_an_older_one(squares, open_page, name):
    squares()
    page = open_page(make="deck", lang="en", **{name: "2024-01-03"})
    [days] = [one.value for one in page.multiselect if one.key == "choice_dates"]
    assert [date(2024, 1, 3)] == days


def test_work_can_be_stopped_and_begun_again(squares, open_page):
    squares()
    page = begin(open_page(make="deck", lang="en"), "deck")
    next(one for one in page.button if one.key == "cancel_deck").click().run()
    page = finished(page)
    assert [] == texts(page, "error") + files(page)
    assert ["begin_deck"] == [one.key for one in page.button if one.key]


def test_work_is_begun_once_and_only_so_much_of_it():
    work = jobs()
    first = work.start("same", ".txt", "tests.pages.test_press:slowly", ())
    assert first is work.start("same", ".txt", "tests.pages.test_press:slowly", ())
    for number in range(19):
        work.start(f"one_{number}", ".txt", "tests.pages.test_press:slowly", ())
    with pytest.raises(TooMuchWork, match="20 others are waiting"):
        work.start("more", ".txt", "tests.pages.test_press:slowly", ())
    forget()


def slowly(path):
    import signal

    signal.pause()


def test_equal_questions_have_equal_names():
    options = PictureOptions(640, 360)
    assert name_of("clip", View(), options) == name_of("clip", View(), PictureOptions(640, 360))
    assert name_of("clip", View(), options) != name_of("clip", View(), replace(options, qr=True))


@pytest.fixture
def picture(squares, tmp_path):
    """A picture of the square on its last day, and the store from which it was drawn."""
    squares()
    with Store.open() as store:
        record = open_record(store=store)
        options = PictureOptions(640, 360, 96)
        yield draw(record, View(as_of=TAKEN), options, edition_of(store, theatres.BUILT_IN)), store


def dropped(page, name, content):
    next(iter(page.get("file_uploader"))).upload(name, content, "image/png")
    return page.run()


def test_a_picture_tells_whether_it_still_holds(picture, open_page):
    content, store = picture
    page = dropped(open_page(make="check", lang="en"), "map.png", content)
    assert [ENGLISH.say("press_still_so")] == texts(page, "success")
    before = store.version(theatres.BUILT_IN)
    again = snapshot(TAKEN, {"A": ("sw",), "B": ("se", "ne", "nw")})
    note = "Northwest was B's"
    store.publish(Publication(theatres.BUILT_IN, TAKEN, again, "Anna", note, None, before))
    page = dropped(open_page(make="check", lang="en"), "map.png", content)
    [said] = texts(page, "error")
    assert "has changed since" in said
    assert "Northwest was B" in said


def test_a_picture_of_others_tells_nothing(squares, open_page):
    squares()
    icon = (ROOT / "pages/shared/icon.png").read_bytes()
    page = dropped(open_page(make="check", lang="en"), "icon.png", icon)
    assert [ENGLISH.say("press_unknown_picture")] == texts(page, "warning")
