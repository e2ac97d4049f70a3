"""`python -m geodata change`, `front`, `distance`: what they answer, as text, JSON and CSV."""

import csv
import io
from datetime import date

import pytest

from geodata import theatre as theatres
from geodata.__main__ import main
from geodata.change import compare, control_changes
from geodata.distance import between, to_front
from geodata.front_line import contested_width_km, line_of_contact
from geodata.measure import area_km2
from geodata.places import find
from geodata.record import open_record
from geodata.tables import COLUMNS
from geodata.terms import party_and_status, read_holder
from tests.square import QUARTERS, write_square

DAYS = ("2024-11-26", "2024-11-30")


@pytest.fixture
def run_csv(run):
    """Give the lines of the header, and the rows by column."""

    def run_csv(*arguments):
        code, out, err = run(*arguments)
        assert (0, "") == (code, err)
        lines = out.splitlines()
        header = [line for line in lines if line.startswith("# ")]
        return header, list(csv.DictReader(io.StringIO("\n".join(lines[len(header) :]))))

    return run_csv


@pytest.fixture
def square(tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path / "theatres")
    return write_square(tmp_path / "theatres" / "square")


# --- change --------------------------------------------------------------------------------------


def test_a_change_as_json_has_the_numbers_of_the_functions(run_json):
    answer = run_json("change", *DAYS)
    record = open_record()
    before, after = (record.snapshot(date.fromisoformat(day)) for day in DAYS)
    change = compare(before, after)

    assert 4 == answer["days"]
    assert [
        (party.party, round(party.gained_km2, 3), round(party.lost_km2, 3))
        for party in change.parties
    ] == [(row["party"], row["gained_km2"], row["lost_km2"]) for row in answer["parties"]]
    assert [
        (*party_and_status(flow.before), *party_and_status(flow.after), round(flow.km2, 3))
        for flow in change.flows
    ] == [
        (row["from_party"], row["from_status"], row["to_party"], row["to_status"], row["km2"])
        for row in answer["flows"]
    ]
    moved = control_changes(record.theatre, before, after)
    assert sorted(change.place.place_id for change in moved) == sorted(
        row["place_id"] for row in answer["places"]
    )
    aleppo = next(row for row in answer["places"] if row["place_id"] == "aleppo")
    assert ("SAA", "HTS", False) == (aleppo["from"], aleppo["to"], aleppo["default_rule"])
    assert date(2024, 11, 29) <= date.fromisoformat(aleppo["reported_on"]) <= date(2024, 11, 30)
    assert {"high", "medium", "low"} >= {row["confidence"] for row in answer["places"]}


def test_the_rows_of_governorates_add_up_to_those_of_parties(run_json):
    answer = run_json("change", *DAYS)
    for row in answer["parties"]:
        mine = [own for own in answer["governorates"] if own["party"] == row["party"]]
        for name in ("before_km2", "after_km2", "gained_km2", "lost_km2"):
            assert row[name] == pytest.approx(sum(own[name] for own in mine), abs=0.01)


def test_a_change_drawn_on_paper(run_json, square):
    answer = run_json("change", "2024-01-01", "2024-01-06", "--theatre", "square")
    quarter = round(area_km2(QUARTERS["ne"]), 3)

    assert ("2024-01-06", "2024-01-05", 1) == tuple(answer["to"].values())
    assert [
        {
            "from_party": "B", "from_status": "controlled", "to_party": "A",
            "to_status": "controlled", "basis": "assessed", "km2": quarter, "from": "B", "to": "A",
        }
    ] == answer["flows"]  # fmt: skip
    assert {"controlled"} == {row["status"] for row in answer["parties"]}
    assert {"A": (quarter, 0.0), "B": (0.0, quarter)} == {
        row["party"]: (row["gained_km2"], row["lost_km2"]) for row in answer["parties"]
    }
    [place] = answer["places"]
    assert ("ne", "B", "A", "2024-01-05", "a paper") == tuple(
        place[name] for name in ("place_id", "from", "to", "reported_on", "source")
    )
    assert [("", "A"), ("", "B")] == [
        (row["governorate"], row["party"]) for row in answer["governorates"]
    ]
    [advance] = answer["advances"]
    assert ("A", "Northeast") == (advance["party"], advance["place"])


def test_contested_ground_is_a_row_with_a_status_and_no_party(run, run_json, square):
    asked = ("change", "2024-01-01", "2024-01-03", "--theatre", "square")
    found = run_json(*asked)

    assert {("A", "controlled"), ("B", "controlled"), (None, "contested")} == {
        (row["party"], row["status"]) for row in found["parties"]
    }
    [flow] = found["flows"]
    assert ("B", "controlled", None, "contested") == tuple(flow.values())[:4]
    [place] = found["places"]
    assert (None, "contested") == (place["to_party"], place["to_status"])
    assert ("A", None) in [(row["party_a"], row["party_b"]) for row in found["fronts"]]
    # Scripts of the first release know contested ground by a code.
    assert ("CONTESTED", "CONTESTED") == (flow["to"], place["to"])
    rows = run(*asked, "--csv", "flows")[1].splitlines()
    line = next(row for row in rows if row.startswith("B,"))
    assert line.startswith("B,controlled,,contested,assessed,")


def test_backwards_gains_are_losses(run_json):
    there, back = run_json("change", *DAYS), run_json("change", *reversed(DAYS))

    assert {row["party"]: row["gained_km2"] for row in there["parties"]} == {
        row["party"]: row["lost_km2"] for row in back["parties"]
    }
    assert -4 == back["days"]


def test_between_a_day_and_itself_nothing_changed(run, run_json):
    answer = run_json("change", DAYS[0], DAYS[0])

    assert ([], [], [], 0) == (
        answer["flows"],
        answer["places"],
        answer["advances"],
        answer["days"],
    )
    assert {None} == {row["km2_per_day"] for row in answer["parties"]}
    assert "Nothing changed hands." in run("change", DAYS[0], DAYS[0])[1]


def test_a_change_in_words(run):
    code, out, err = run("change", *DAYS)

    assert (0, "") == (code, err)
    lines = out.splitlines()
    assert "From 2024-11-26 to 2024-11-30: 4 days apart" == lines[0]
    assert ["SAA", "→", "HTS", "5,451.2", "km²"] in [line.split() for line in lines]
    assert any("places under another party" in line for line in lines)


def test_every_table_of_a_change_comes_as_csv(run_csv, run_json):
    expected = run_json("change", *DAYS)
    titles = {
        "parties": "Ground gained and lost",
        "flows": "Ground from whom to whom",
        "governorates": "Ground gained and lost by governorate",
        "places": "Places that changed hands",
        "fronts": "Change of the lines of contact",
        "advances": "Farthest advance in a straight line",
    }
    for table, title in titles.items():
        header, rows = run_csv("change", *DAYS, "--csv", table)
        assert [
            f"# {title}", "# dates: 2024-11-26 – 2024-11-30", "# revision: 17",
        ] == [header[0], header[3], header[4]]  # fmt: skip
        assert list(COLUMNS[f"change_{table}"]) == list(rows[0])
        for name in (name for name in rows[0] if name.endswith("km2")):
            assert [row[name] for row in expected[table]] == pytest.approx(
                [float(row[name]) for row in rows], abs=0.0005
            )


def test_figures_come_as_csv(run_csv, run_json):
    expected = run_json("figures", "--as-of", "2024-12-31")
    header, rows = run_csv("figures", "--as-of", "2024-12-31", "--csv")
    assert [row["km2"] for row in expected["parties"]] == pytest.approx(
        [float(row["km2"]) for row in rows], abs=0.0005
    )
    assert ["# Areas of control", "# dates: 2024-12-12"] == [header[0], header[3]]
    for name in ("fronts", "contact"):
        _, rows = run_csv("figures", "--as-of", "2024-12-31", "--csv", name)
        assert [(row["party_a"], row["party_b"] or "") for row in expected["contact"]] == [
            (row["party_a"], row["party_b"]) for row in rows
        ]


# --- front ---------------------------------------------------------------------------------------


def test_a_front_is_that_of_the_functions(run_json):
    answer = run_json("front", "--as-of", "2024-12-08")
    day = open_record().snapshot(date(2024, 12, 8))

    for row in answer["contact"]:
        a, b = (read_holder(code).party for code in row["between"])
        assert round(line_of_contact(day, a, b).length_km, 3) == row["km"]
    assert sorted(answer["contact"], key=lambda row: -row["km"]) == answer["contact"]
    [width] = [row for row in answer["contested_width"] if row["between"] == ["SDF", "SNA"]]
    assert round(contested_width_km(day, "SNA", "SDF").max_km, 3) == width["greatest_km"]
    # Everything is mapped up to the border: an edge is as long as the lines it is made of.
    for edge in answer["forward_edges"]:
        met = sum(row["km"] for row in answer["contact"] if edge["between"][0] in row["between"])
        assert met == pytest.approx(edge["km"], abs=0.02)


def test_a_front_between_two_parties(run_json, run, run_csv):
    ab = run_json("front", "--between", "SNA", "SDF", "--as-of", "2024-12-08")
    ba = run_json("front", "--between", "SDF", "SNA", "--as-of", "2024-12-08")
    assert ab == ba
    [row] = ab["contact"]
    code, out, _ = run("front", "--between", "SNA", "SDF", "--as-of", "2024-12-08")
    assert 0 == code
    assert ["SDF", "|", "SNA", f"{row['km']:,.1f}", "km"] in [
        line.split() for line in out.splitlines()
    ]
    _, [line] = run_csv("front", "--between", "SNA", "SDF", "--as-of", "2024-12-08", "--csv")
    assert ("2024-12-08", "SDF", "SNA") == (line["date"], line["party_a"], line["party_b"])
    assert row["km"] == pytest.approx(float(line["km"]), abs=0.0005)


# --- distance ------------------------------------------------------------------------------------


def test_a_path_has_legs_and_their_sum(run, run_json):
    answer = run_json("distance", "Idlib", "Aleppo", "Homs")
    places = open_record().theatre.places
    legs = [
        between(find(places, start), find(places, end)).km
        for start, end in (("idlib", "aleppo"), ("aleppo", "homs"))
    ]

    assert legs == pytest.approx([leg["km"] for leg in answer["legs"]], abs=0.0005)
    assert sum(legs) == pytest.approx(answer["km"], abs=0.0005)
    assert f"In all: {sum(legs):.1f} km" in run("distance", "Idlib", "Aleppo", "Homs")[1]


def test_a_matrix_is_from_each_to_each(run_json, run_csv):
    answer = run_json("distance", "Idlib", "Aleppo", "Homs", "--matrix")
    _, rows = run_csv("distance", "Idlib", "Aleppo", "Homs", "--matrix", "--csv")

    km = {(row["from_place_id"], row["to_place_id"]): float(row["km"]) for row in rows}
    assert 6 == len(rows), "from each to each other, both ways"
    assert [0.0, 0.0, 0.0] == [answer["km"][n][n] for n in range(3)]
    assert answer["km"][0][2] == answer["km"][2][0] == round(km["idlib", "homs"], 3)


def test_to_the_front_of_a_day(run, run_json, run_csv):
    record = open_record()
    day = record.snapshot(date(2024, 11, 30))
    near = to_front(find(record.theatre.places, "homs"), day)
    question = ("distance", "Homs", "Damascus", "--to-front", "--as-of", "2024-11-30")
    homs, _ = run_json(*question)["places"]
    _, rows = run_csv(*question, "--csv")

    assert (round(near.km, 3), list(near.facing)) == (homs["km"], homs["facing"])
    assert near.km == pytest.approx(float(rows[0]["km"]), abs=1e-6)
    assert f"Homs: {near.km:.1f} km to HTS | SAA" in run(*question)[1]


def test_to_the_ground_of_a_party(run_json):
    question = ("distance", "Homs", "Idlib", "--to-party", "HTS", "--as-of", "2024-11-30")
    homs, idlib = run_json(*question)["places"]

    assert 50 < homs["km"] < 60
    assert (0.0, ["HTS"]) == (idlib["km"], idlib["facing"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["change", "2024-11-25", "2024-11-30"], "the first day of this map is 2024-11-26"),
        (["change", "today", "2024-11-30"], '"today" is not a day'),
        (["front", "--between", "SAA", "XXX"], 'No party is called "XXX".'),
        (["distance", "Homs", "--to-party", "XXX"], "No party with ground on this day"),
        (["distance", "Homs", "--to-front", "--as-of", "2020-01-01"], "the first day of this map"),
    ],
)
def test_a_question_without_an_answer_ends_with_1_and_a_sentence(run, arguments, sentence):
    code, out, err = run(*arguments)
    assert (1, "") == (code, out)
    assert sentence in err
    assert 1 == err.count("\n")


def test_where_no_parties_meet_there_is_no_front_to_measure_to(run, tmp_path, monkeypatch):
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(tmp_path / "square", held={date(2024, 1, 1): {"A": ("sw",), "B": ("ne",)}})
    code, out, err = run("distance", "Southwest", "--to-front", "--theatre", "square")
    assert (1, "") == (code, out)
    assert "No two parties meet on the map of 2024-01-01" in err


@pytest.mark.parametrize(
    "arguments",
    [["distance", "Idlib", "--matrix"], ["change", "2024-11-26"], ["change", *DAYS, "--csv", "x"],
     ["front", "--json", "--csv"], ["front", "--between", "SAA"]],
)  # fmt: skip
def test_unusable_arguments_end_with_2(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert 2 == caught.value.code
    assert "usage: python -m geodata" in capsys.readouterr().err
