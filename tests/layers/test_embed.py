"""Embeds: the file holds its days and no other, the frame fits any page."""

from datetime import date
from html.parser import HTMLParser

import pytest

from geodata.errors import DateError, LicenceForbids
from layers.__main__ import main
from layers.exports import REPLAY_FILE_NAME, Order, export_of, snippet
from layers.link import View
from tests.layers.export_orders import FORBIDDEN, square_order
from tests.layers.standalone_file import Document
from tests.square import FIRST, FOUGHT, TAKEN, texts


@pytest.fixture
def record(tmp_path):
    return square_order(tmp_path).record


def replay_file(record, first=None, last=None):
    order = Order(record, View(from_day=first, to_day=last))
    return export_of("replay", REPLAY_FILE_NAME).make(order)


class Frame(HTMLParser):
    """The attributes of the one element of a snippet."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        [(self.tag, self.attributes)] = self.found

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_days_outside_of_the_range_are_not_in_the_file(record):
    found = Document(replay_file(record, FOUGHT, TAKEN).decode()).payload()
    assert ["2024-01-03", "2024-01-05"] == found["dates"]
    assert "2024-01-05" == found["theatre"]["last_day"]


def test_no_day_no_embed(record):
    with pytest.raises(DateError):
        replay_file(record, date(2030, 1, 1))


def test_the_frame_shows_the_day_of_the_link(record):
    view = View(as_of=FOUGHT, language="en", theme="dark")
    frame = Frame(
        snippet(Order(record, view), (FIRST, TAKEN), "https://paper.example/maps/map.html")
    )
    assert "iframe" == frame.tag
    assert (
        "https://paper.example/maps/map.html?as_of=2024-01-03&lang=en&theme=dark"
        == (frame.attributes["src"])
    )
    assert "The square, 1 January 2024 – 5 January 2024" == frame.attributes["title"]
    assert "lazy" == frame.attributes["loading"]


def test_the_frame_is_as_wide_as_its_column_and_keeps_its_shape(record):
    style = Frame(snippet(Order(record), (FIRST, TAKEN))).attributes["style"]
    assert {"width:100%", "aspect-ratio:16/9", "min-height:460px", "border:0"} <= set(
        style.split(";")
    )


def test_what_a_name_holds_stays_text(tmp_path):
    record = square_order(tmp_path, title=texts('A "square" <b>', "مربع")).record
    frame = Frame(snippet(Order(record), (FIRST, FIRST), '"><script>'))
    assert 'A "square" <b>, 1 January 2024' == frame.attributes["title"]
    assert '"><script>' == frame.attributes["src"]
    assert f'src="{REPLAY_FILE_NAME}"' in snippet(Order(record), (FIRST, FIRST))


@pytest.mark.parametrize("use", ["pictures", "data"])
def test_a_forbidden_replay_does_not_leave_the_house(tmp_path, use, monkeypatch, capsys):
    order = square_order(tmp_path, licences=[FORBIDDEN | {"forbids": [use]}])
    with pytest.raises(LicenceForbids):
        replay_file(order.record)
    monkeypatch.setattr("geodata.theatre.FOLDER", tmp_path)
    path = tmp_path / "replay.html"
    assert 1 == main(["replay", "--theatre", "square", "-o", str(path)])
    assert "the licence does not allow" in capsys.readouterr().err
    assert not path.exists()
