"""The wizard for files with other names: what is asked, what comes of it, what is saved."""

import json

from geodata import theatre as theatres
from geodata.store import mappings
from tests.pages.uploads import (
    NASTY,
    NEW_DAY,
    as_bytes,
    document,
    drop,
    good,
    heads,
    html,
    press,
    publish,
)
from tests.words import ARABIC, ENGLISH

LATER = NEW_DAY.replace(day=8)


def foreign(day=NEW_DAY, gov="Government", reb="Rebels", **more):
    """Map of the square with foreign names."""
    found = document(day)
    for one in found["features"]:
        who = gov if one["properties"]["party"] == "A" else reb
        one["properties"] = {"who": who, "sure": "yes", "when": str(day), **more}
    return as_bytes(found)


def ask(page, start):
    [found] = [one for one in page.selectbox if (one.key or "").startswith(start)]
    return found


def say_who(page):
    """Answer the wizard for the file above."""
    ask(page, "upload_mapping_party").set_value("who").run()
    ask(page, "upload_mapping_date").set_value("when").run()
    ask(page, "upload_value_party_who_0").set_value("B").run()
    ask(page, "upload_value_party_who_1").set_value("A").run()
    assert [] == list(page.exception)


def outcome(page):
    [table] = [
        one
        for one in html(page).split("<caption")[1:]
        if ENGLISH.say("upload_mapping_preview") in one
    ]
    return table


def subheads(page):
    return [one.value for one in page.subheader]


def test_a_file_with_other_names_is_asked_about_read_and_published(open_upload, square):
    page = open_upload(("theirs.geojson", foreign()))
    assert [ENGLISH.say("upload_mapping")] == subheads(page)
    assert ENGLISH.say("upload_mapping_unclear") in outcome(page)

    say_who(page)
    assert ENGLISH.say("upload_mapping_unclear") not in outcome(page)
    assert ["Party A", "Party B"] == [one for one in ("Party A", "Party B") if one in outcome(page)]
    press(page, "upload_mapping_use")

    assert [] == subheads(page)
    assert ENGLISH.say("upload_publish_head") in heads(page)
    publish(page)
    last = square.history(theatres.BUILT_IN)[-1]
    assert (NEW_DAY, "theirs.geojson") == (last.effective_date, last.original_name)
    held = {row.party: row.geometry.area for row in square.snapshot(last.id).areas.itertuples()}
    assert {"A": 1.0, "B": 3.0} == held


def test_what_was_saved_is_offered_for_the_next_file_and_used_with_one_click(open_upload, square):
    page = open_upload(("theirs.geojson", foreign()))
    say_who(page)
    [name] = [one for one in page.text_input if one.key.startswith("upload_mapping_name")]
    name.set_value("weekly file").run()
    press(page, "upload_mapping_save")
    assert [] == subheads(page)
    [kept] = mappings.stored(square.database, theatres.BUILT_IN)
    assert "weekly file" == kept.saved.name
    assert "localhost" in kept.recorded_by

    drop(page, "next.geojson", foreign(LATER))
    assert [ENGLISH.say("upload_mapping")] == subheads(page)
    assert any("weekly file" in one.value for one in page.info)
    press(page, "upload_mapping_apply_0")

    assert [] == subheads(page)
    assert LATER == page.date_input[0].value
    assert ENGLISH.say("upload_publish_head") in heads(page)


def test_a_mapping_without_a_name_is_not_saved(open_upload, square):
    page = open_upload(("theirs.geojson", foreign()))
    press(page, "upload_mapping_save")

    assert any("1 to 80 characters" in one.value.replace("\\", "") for one in page.error)
    assert () == mappings.stored(square.database, theatres.BUILT_IN)


def test_a_property_that_gives_the_day_makes_several_maps(open_upload):
    both = json.loads(foreign())
    both["features"] += json.loads(foreign(LATER))["features"]
    page = open_upload(("both.geojson", as_bytes(both)))
    say_who(page)
    press(page, "upload_mapping_use")

    assert ENGLISH.say("upload_publish_all", count=2) == page.button(key="upload_publish").label


def test_colours_tell_the_party_where_nothing_else_does(open_upload):
    found = document()
    for one in found["features"]:
        fill = "#cc0000" if one["properties"]["party"] == "A" else "#00cc00"
        one["properties"] = {"fill": fill}
    page = open_upload(("2024-01-07.geojson", as_bytes(found)))
    assert "fill" == ask(page, "upload_mapping_colour").value
    for at, party in ((0, "A"), (1, "B")):
        ask(page, f"upload_value_party_fill_{at}").set_value(party).run()
    press(page, "upload_mapping_use")

    assert ENGLISH.say("upload_publish_head") in heads(page)


def test_where_no_property_tells_the_party_all_of_it_is_one_s(open_upload):
    found = document(held={"A": ("sw", "nw", "ne", "se")})
    for one in found["features"]:
        one["properties"] = {"n": 1}
    page = open_upload(("2024-01-07.geojson", as_bytes(found)))
    ask(page, "upload_mapping_all").set_value("A").run()
    press(page, "upload_mapping_use")

    assert ENGLISH.say("upload_publish_head") in heads(page)


def test_a_clear_file_has_a_button_only_and_the_wizard_can_be_left_again(open_upload):
    page = open_upload(("day.geojson", good()))
    assert [] == subheads(page)
    press(page, "upload_mapping_open")
    assert [ENGLISH.say("upload_mapping")] == subheads(page)
    assert ("party", "A") == (
        ask(page, "upload_mapping_party").value, ask(page, "upload_value_party_party_0").value,
    )  # fmt: skip
    press(page, "upload_mapping_reset")

    assert [] == subheads(page)
    assert ENGLISH.say("upload_publish_head") in heads(page)


def test_names_and_values_from_a_file_stay_text(open_upload):
    page = open_upload(("theirs.geojson", foreign(gov=NASTY, **{NASTY: NASTY})))
    ask(page, "upload_mapping_party").set_value("who").run()

    assert [] == list(page.exception)
    assert "<script" not in html(page)
    for one in (*page.markdown, *page.caption, *page.info):
        assert "<script" not in one.value.replace("\\<script", "")
    for one in page.selectbox:
        assert "<script" not in one.label.replace("\\<script", "")


def test_in_arabic_it_asks_in_arabic(open_upload):
    page = open_upload(("theirs.geojson", foreign()), lang="ar")

    assert [ARABIC.say("upload_mapping")] == subheads(page)
    assert ARABIC.say("upload_mapping_party") in [one.label for one in page.selectbox]
