"""The upload page as an editor uses it: drop, read what is wrong, fix, look, publish."""

import hashlib
from pathlib import Path

import pytest

from geodata import theatre as theatres
from geodata.store import Publication, RevisionKind
from geodata.terms import CONTESTED, Holder
from pages.upload.format import template
from tests.pages.uploads import (
    NASTY,
    NEW_DAY,
    as_bytes,
    broken,
    document,
    drop,
    fill,
    foreign,
    good,
    heads,
    html,
    one_at_a_time,
    plain,
    press,
    problems,
    publish,
)
from tests.pages.visits import APP, app_test
from tests.square import FOUGHT, HELD, TAKEN, snapshot
from tests.words import ARABIC, ENGLISH


def test_it_opens_with_nothing_in_work(open_upload):
    page = open_upload()

    assert [ENGLISH.say("upload_begin")] == heads(page)
    assert [] == list(page.radio)


def test_it_says_how_much_it_takes(open_upload, monkeypatch):
    monkeypatch.setenv("LINES_OF_CONTROL_MAX_UPLOAD_MB", "7")

    page = open_upload()

    assert ENGLISH.say("upload_what", limit_mb=7) in [one.value for one in page.caption]


def test_its_template_is_the_documented_one():
    documented = Path(APP).parent / "docs" / "template.geojson"

    assert documented.read_bytes() == template()


def test_in_arabic_it_speaks_arabic(open_upload):
    page = open_upload(("day.geojson", broken()), lang="ar")

    assert ARABIC.say("page_upload") == page.title[0].value
    assert ARABIC.say("upload_fixes") in heads(page)
    assert 'dir="rtl"' in html(open_upload(("day.geojson", good()), lang="ar"))


def test_nobody_from_elsewhere_sees_more_than_the_refusal(square, visit_from):
    visit_from(bound_to="0.0.0.0", remote="192.0.2.7", headers={"Host": "maps.example.org"})  # noqa: S104
    page = app_test()
    page.switch_page("pages/upload/upload.py").run()

    assert [ENGLISH.say("staff_no_log_in")] == [error.value for error in page.error]
    assert [] == [*page.file_uploader, *page.button, *page.header]


def test_every_problem_is_listed_with_its_place(open_upload):
    page = open_upload(("day.geojson", broken()))

    seen = "\n".join(problems(page))
    assert "A ring does not end where it begins." in seen
    assert "both hold the same" in seen
    assert any("feature 3" in plain(one) for one in page.radio[0].proto.captions)
    assert ENGLISH.say("upload_has_errors", count=2) == page.error[0].value


def test_a_file_that_is_no_map_says_so(open_upload):
    page = open_upload(("day.geojson", b'{"type": "Feature'))

    assert any("line 1" in one for one in problems(page))
    assert ENGLISH.say("upload_fixes") not in heads(page)


def test_with_errors_there_is_nothing_to_publish(open_upload):
    page = open_upload(("day.geojson", broken()))

    assert ENGLISH.say("upload_publish_head") not in heads(page)


def test_what_only_a_person_can_decide_is_not_fixed_away(open_upload):
    page = open_upload(("day.geojson", foreign()))

    assert any("is no party of this theatre" in one for one in problems(page))
    assert ENGLISH.say("upload_publish_head") not in heads(page)


def test_choosing_a_problem_says_what_the_fix_does(open_upload):
    page = open_upload(("day.geojson", broken()))
    page.radio[0].set_value(0).run()

    assert any("Close the ring" in plain(one.value) for one in page.caption)


def test_one_feature_is_fixed_alone(open_upload):
    page = open_upload(("day.geojson", broken()))
    page.radio[0].set_value(0).run()
    press(page, "upload_fix_one")

    assert not any("does not end where it begins" in one for one in problems(page))
    assert any("both hold the same" in one for one in problems(page))


def test_one_kind_of_fix_leaves_the_others(open_upload):
    page = open_upload(("day.geojson", broken()))
    press(page, "upload_fix_close-rings")

    assert not any("does not end where it begins" in one for one in problems(page))
    assert any("both hold the same" in one for one in problems(page))


def test_fixes_can_be_taken_back(open_upload):
    page = open_upload(("day.geojson", broken()))
    before = problems(page)
    press(page, "upload_fix_all")
    assert before != problems(page)
    press(page, "upload_fix_undo")

    assert before == problems(page)


@pytest.mark.parametrize("holder", ["A", "B"])
def test_an_overlap_goes_to_whom_the_editor_says(open_upload, square, holder):
    page = open_upload(("day.geojson", broken()))
    press(page, "upload_fix_all")
    page.selectbox(key="upload_rule_A_B").set_value(f"Party {holder} keeps it").run()
    publish(page)

    areas = square.as_of(theatres.BUILT_IN, NEW_DAY).snapshot.areas
    [party] = {row.party for row in areas.itertuples() if row.geometry.contains(point(37.5, 35.05))}
    assert holder == party


def point(lon, lat):
    import shapely

    return shapely.Point(lon, lat)


def test_a_broken_file_is_fixed_and_published(open_upload, square):
    page = open_upload(("day.geojson", broken()))
    press(page, "upload_fix_all")
    assert ENGLISH.say("upload_publish_head") in heads(page)

    publish(page, source="two papers", note="A took a strip")

    last = square.history(theatres.BUILT_IN)[-1]
    assert (NEW_DAY, RevisionKind.PUBLISHED) == (last.effective_date, last.kind)
    assert "A took a strip (Source: two papers)" == last.note
    assert "localhost" in last.recorded_by
    assert hashlib.sha256(broken()).hexdigest() == last.original
    assert broken() == square.original(last.original)
    assert "day.geojson" == last.original_name
    assert {Holder("A"), Holder("B"), CONTESTED} == set(square.snapshot(last.id).holders)


def test_areas_without_a_source_get_the_one_of_the_upload(open_upload, square):
    found = document()
    for feature in found["features"]:
        feature["properties"]["source"] = "" if feature["properties"]["party"] == "A" else "own"
    page = open_upload(("day.geojson", as_bytes(found)))
    publish(page, source="two papers")

    areas = square.as_of(theatres.BUILT_IN, NEW_DAY).snapshot.areas
    assert {"A": "two papers", "B": "own"} == dict(
        zip(areas["party"], areas["source"], strict=True)
    )


def test_the_preview_tells_who_gains_what_and_which_places(open_upload):
    page = open_upload(("day.geojson", good()))

    shown = html(page)
    for words in ("Party A", "Party B", "Southeast", "Ground that changes hands"):
        assert words in shown
    assert "−10,066" in shown


def test_the_link_after_publishing_opens_the_new_stop(open_upload, square):
    page = open_upload(("day.geojson", good()))
    publish(page)

    links = {link.proto.page: link.proto.query_string for link in page.get("page_link")}
    assert f"as_of={NEW_DAY}" in " ".join(
        link.proto.query_string for link in page.get("page_link")
    ), links
    replay = app_test()
    replay.query_params["as_of"] = str(NEW_DAY)
    replay.run()
    assert any("7 January 2024" in getattr(one.proto, "body", "") for one in replay.get("html"))


def test_without_source_and_note_nothing_is_published(open_upload, square):
    page = open_upload(("day.geojson", good()))
    before = square.version(theatres.BUILT_IN)

    publish(page, source=" ", note="why")

    assert ENGLISH.say("upload_say_why") in [error.value for error in page.error]
    assert before == square.version(theatres.BUILT_IN)


def test_a_day_that_exists_is_corrected(open_upload, square):
    page = open_upload(("day.geojson", good(TAKEN)))
    assert any("has been published already" in one.value for one in page.caption)
    publish(page)

    assert RevisionKind.CORRECTION is square.history(theatres.BUILT_IN)[-1].kind


def test_a_correction_must_be_believable_after_the_day_before_and_shows_what_it_changes(
    open_upload, square
):
    # On the 5th A took the north-east; to say it also took the south-east leaps from the 3rd.
    page = open_upload(("day.geojson", good(TAKEN)))

    assert any(f"since {FOUGHT}" in one or str(FOUGHT) in one for one in problems(page))
    assert any("5 January 2024" in one.value for one in page.caption)


def test_the_effective_date_can_be_changed(open_upload, square):
    page = open_upload(("day.geojson", good()))
    page.date_input[0].set_value(NEW_DAY.replace(day=6)).run()
    publish(page)

    assert NEW_DAY.replace(day=6) == square.history(theatres.BUILT_IN)[-1].effective_date


def test_what_somebody_else_published_meanwhile_is_named_and_the_preview_made_anew(
    open_upload, square
):
    page = open_upload(("day.geojson", good()))
    fill(page)
    somebody_publishes(square)

    press(page, "upload_publish")

    [refusal] = [one.value for one in page.error]
    assert "Rima" in refusal
    assert "by hand" in refusal
    assert "6 January 2024" in refusal
    assert "Rima" == square.history(theatres.BUILT_IN)[-1].recorded_by
    assert any("the map of 6 January 2024" in one.value for one in page.caption)
    press(page, "upload_publish")
    assert NEW_DAY == square.history(theatres.BUILT_IN)[-1].effective_date


def somebody_publishes(store):
    day = NEW_DAY.replace(day=6)
    given = Publication(
        theatres.BUILT_IN, day, snapshot(day, HELD[TAKEN]), "Rima", "by hand",
        against=store.version(theatres.BUILT_IN),
    )  # fmt: skip
    store.publish(given)


def test_who_may_no_longer_publish_is_refused_at_the_last_moment(open_upload, square, visit_from):
    page = open_upload(("day.geojson", good()))
    fill(page)
    before = square.version(theatres.BUILT_IN)
    visit_from(bound_to="0.0.0.0", remote="192.0.2.7", headers={"Host": "maps.example.org"})  # noqa: S104

    press(page, "upload_publish")

    assert [ENGLISH.say("staff_no_log_in")] == [error.value for error in page.error]
    assert before == square.version(theatres.BUILT_IN)


def test_a_draft_survives_a_switch_to_another_page(open_upload):
    page = open_upload(("day.geojson", broken()))
    press(page, "upload_fix_close-rings")
    before = problems(page)

    page.switch_page("pages/history/history.py").run()
    page.switch_page("pages/upload/upload.py").run()

    assert before == problems(page)


def test_what_stands_in_the_fields_is_published_after_a_lost_connection(open_upload, square):
    """A new session has the draft, and of the fields only what the browser sends."""
    first = open_upload(("day.geojson", good()))
    token = first.query_params["draft"]
    page = app_test()
    page.query_params["draft"] = token
    for name, text in (("source", "a paper "), ("note", "East of the river")):
        page.session_state[f"upload_{name}_{token}_0"] = text
    page.switch_page("pages/upload/upload.py").run()
    press(page, "upload_publish")

    assert [] == list(page.error)
    newest = square.history(theatres.BUILT_IN)[-1]
    assert (NEW_DAY, "East of the river (Source: a paper)") == (newest.effective_date, newest.note)


def test_a_draft_is_put_away(open_upload):
    page = open_upload(("day.geojson", broken()))
    [button] = [one for one in page.button if one.label == ENGLISH.say("upload_discard")]
    button.click().run()

    assert [] == list(page.radio)


def test_another_file_takes_the_place_of_the_first(open_upload):
    page = open_upload(("day.geojson", broken()))
    drop(page, "other.geojson", good())

    assert not any("both hold the same" in one for one in problems(page))


def test_several_files_are_several_maps(open_upload, square):
    later = NEW_DAY.replace(day=8)
    page = open_upload(("a.geojson", good()), ("b.geojson", good(later)))
    one_at_a_time(page)
    publish(page)
    page.selectbox[0].set_value(1).run()
    publish(page)

    assert [NEW_DAY, later] == [
        one.effective_date for one in square.history(theatres.BUILT_IN)[-2:]
    ]
    assert "b.geojson" == square.history(theatres.BUILT_IN)[-1].original_name


def test_hostile_names_stay_text(open_upload):
    page = open_upload((f"{NASTY}.geojson", broken()))
    page.radio[0].set_value(0).run()

    seen = [one.value for one in (*page.markdown, *page.caption, *page.error)]
    seen += [*page.radio[0].options, *page.radio[0].proto.captions]
    assert any("script" in one for one in seen)
    for one in seen:
        assert "<script" not in one.replace("\\<script", "")
        assert "**bold" not in one.replace("\\*\\*bold", "")
        assert "\u202e" not in one
    assert "<script" not in html(page)


def test_a_hostile_note_stays_text_in_the_history(open_upload, square):
    page = open_upload(("day.geojson", good()))
    publish(page, note=NASTY)

    page.query_params["revision"] = str(square.version(theatres.BUILT_IN))
    page.switch_page("pages/history/history.py").run()

    seen = [one.value for one in (*page.markdown, *page.caption)]
    assert any("script" in one for one in seen)
    assert not any("<script" in one.replace("\\<script", "") for one in seen)
