"""A list of place reports on the upload page: areas are drawn from it on request."""

from geodata import theatre as theatres
from tests.pages.uploads import heads, press, problems, publish
from tests.words import ENGLISH

TOWNS = (
    b"place_id,lat,lon,date,control\n"
    b"sw,35.5,36.5,2024-01-07,A\nne,36.5,37.5,2024-01-07,A\nse,35.5,37.5,2024-01-07,B\n"
)


def test_areas_are_drawn_from_place_reports_and_published(open_upload, square):
    page = open_upload(("towns.csv", TOWNS))
    assert ENGLISH.say("upload_publish_head") not in heads(page)
    press(page, "draw_areas")

    assert any(
        "Areas of 2024-01-07 were drawn from 3 place reports" in one for one in problems(page)
    )
    publish(page)
    last = square.history(theatres.BUILT_IN)[-1]
    assert ("2024-01-07", "towns.csv") == (last.effective_date.isoformat(), last.original_name)
    assert ["A", "B"] == square.snapshot(last.id).parties


def test_a_file_of_areas_is_not_asked_about(open_upload):
    page = open_upload(("towns.csv", b"name;what\nhere;there\n"))
    assert "draw_areas" not in [button.key for button in page.button]
