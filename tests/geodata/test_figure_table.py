"""Tables of figures as files: what they say of themselves, and what a spreadsheet makes of them."""

import csv
import io
import json
from datetime import date

import pandas as pd
import pytest

from geodata.figure_table import FigureTable, about

TABLE = FigureTable(
    "Ground\ngained",
    ("party", "day", "km2", "share"),
    (
        ("SAA", date(2024, 11, 30), -12.3456789, None),
        ('=HYPERLINK("x")', date(2024, 12, 1), 7, 0.5),
        ("قوات, مسلحة", date(2024, 12, 2), 0.1 + 0.2, -0.0000001),
    ),
    {"method": "geodesic, WGS 84", "revision": "17"},
)


def test_a_csv_begins_with_lines_that_say_what_it_is():
    lines = TABLE.to_csv().decode("utf-8-sig").split("\r\n")

    assert ["# Ground gained", "# method: geodesic, WGS 84", "# revision: 17"] == lines[:3]
    assert "party,day,km2,share" == lines[3]
    assert "SAA,2024-11-30,-12.345679," == lines[4]
    assert '"قوات, مسلحة",2024-12-02,0.3,0.0' == lines[6]


def test_a_csv_is_read_by_pandas():
    found = pd.read_csv(io.BytesIO(TABLE.to_csv()), comment="#")

    assert ["party", "day", "km2", "share"] == list(found.columns)
    assert [-12.345679, 7.0, 0.3] == list(found["km2"])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_becomes_a_formula_and_numbers_stay_numbers(start):
    table = FigureTable("t", ("who", f"{start}head", "km2"), ((f"{start}1+1", "a", -1.5),))
    text = table.to_csv().decode("utf-8-sig")
    head, row = list(csv.reader(io.StringIO(text, newline="")))[1:]

    assert [f"'{start}1+1", "a", "-1.5"] == row
    assert f"'{start}head" == head[1]


def test_json_has_an_object_a_row():
    found = json.loads(TABLE.to_json())

    assert {"method": "geodesic, WGS 84", "revision": "17"} == found["about"]
    assert {"party": "SAA", "day": "2024-11-30", "km2": -12.345679, "share": None} == found["rows"][
        0
    ]
    assert '=HYPERLINK("x")' == found["rows"][1]["party"]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match='"t" has a row of 1 cells; expected 2: a, b'):
        FigureTable("t", ("a", "b"), ((1,),))


def test_the_header_names_theatre_method_dates_revision_cut_off_source_and_licence(syria):
    days = (date(2024, 11, 26), date(2024, 11, 30))
    found = about(syria, "geodesic", days, revision=17, known_on="2024-12-01T00:00Z")

    assert ["theatre", "method", "dates", "revision", "information cut-off", "source", "licence"] \
        == list(found)  # fmt: skip
    assert "2024-11-26 – 2024-11-30" == found["dates"]
    assert ("17", "2024-12-01T00:00Z") == (found["revision"], found["information cut-off"])
    assert "GeoNames" in found["licence"]
    assert syria.title["ar"] == about(syria, "m", days, language="ar")["theatre"]
    assert "none: all that is published" == about(syria, "m", days)["information cut-off"]
