"""What a licence forbids is not handed out, and the sentence says whose it is."""

import pickle

import pytest

from geodata.errors import LicenceForbids, TheatreError
from geodata.licences import Use, allow, forbidding
from geodata.record import Record, delivered, open_record
from geodata.theatre import load
from tests.square import FIRST, FOUGHT, HELD, SETTINGS, TAKEN, write_square

CLOSED = {
    "what": "Areas of control",
    "holder": "A paper",
    "licence": "all rights reserved",
    "url": "",
    "forbids": ["pictures"],
}


@pytest.fixture
def square(tmp_path):
    def make(*entries):
        folder = write_square(
            tmp_path / f"square_{len(entries)}", settings=SETTINGS | {"licences": list(entries)}
        )
        theatre = load("square", folder)
        return Record(theatre, delivered(theatre))

    return make


def test_the_built_in_theatre_allows_everything():
    record = open_record()
    assert ["GeoNames", "Natural Earth", "GSHHG (P. Wessel and W. H. F. Smith)"] == [
        licence.holder for licence in record.theatre.licences
    ]
    allow(record, record.dates, *Use)


def test_a_theatre_without_licences_allows_everything(square):
    record = square()
    assert () == record.theatre.licences
    allow(record, record.dates, *Use)


def test_what_is_forbidden_is_refused_with_the_holder(square):
    record = square(CLOSED)
    allow(record, record.dates, Use.DATA)
    with pytest.raises(LicenceForbids) as caught:
        allow(record, record.dates, Use.PICTURES, Use.DATA)
    assert str(caught.value) == (
        "This cannot be made: the licence does not allow pictures and data of it to be handed out "
        "(Areas of control: A paper (all rights reserved)). Ask the holder, or leave the source "
        "out of the map."
    )
    assert "Areas of control: A paper (all rights reserved)" == caught.value.whose


@pytest.mark.parametrize(("source", "counts"), [("On Paper", True), ("another", False)])
def test_a_licence_may_count_only_where_its_source_is_named(square, source, counts):
    """The areas of the square name the source “on paper”."""
    record = square(CLOSED | {"source": source})
    assert counts == bool(forbidding(record, [FIRST, FOUGHT, TAKEN], Use.PICTURES))
    assert HELD.keys() == set(record.dates)


@pytest.mark.parametrize(
    "wrong", ["a text", CLOSED | {"forbids": "pictures"}, CLOSED | {"forbids": ["picture"]}]
)
def test_an_entry_that_cannot_be_understood_lets_nothing_out(square, wrong):
    with pytest.raises(TheatreError, match=r'square_1/theatre.json: "licences" holds an entry'):
        square(wrong)


def test_a_record_can_be_sent_to_another_process(square):
    record = square(CLOSED)
    assert record.dates == pickle.loads(pickle.dumps(record)).dates  # noqa: S301
