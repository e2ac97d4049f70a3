"""A table of a page is markup of one template: whatever stands in its cells is text."""

import pytest

from layers.locale import Locale
from pages.shared.markup import render
from pages.shared.table import Link, PageTable, TableCell, table_html

NASTY = '"><script>alert("x")</script>\u202e'
ESCAPED = "&#34;&gt;&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;\u202e"
ENGLISH, ARABIC = Locale(None, "en"), Locale(None, "ar")


def test_every_text_is_escaped_wherever_it_stands():
    cell = TableCell(NASTY, link=NASTY, swatch=(NASTY, NASTY), strong=True)
    table = PageTable(
        NASTY, [NASTY], [[NASTY], [cell]], sums=[NASTY], method=Link(NASTY, NASTY), note=NASTY
    )
    html = table_html(ENGLISH, table)
    assert "<script" not in html
    # Title and label; the link of the method; head, cells, sum and note; of a cell also its link
    # and both colours.
    assert 2 + 2 + 1 + 1 + 4 + 1 + 1 == html.count(ESCAPED)
    assert table_html(ENGLISH, PageTable(NASTY, [], [], empty=NASTY)).count(ESCAPED) == 2


@pytest.mark.parametrize(
    ("text", "direction"), [("−5.2", "ltr"), ("+1,234", "ltr"), ("Idlib", "auto"), ("حلب", "auto")]
)
def test_a_name_runs_in_its_own_direction_and_a_sign_stands_before_its_number(text, direction):
    html = table_html(ARABIC, PageTable("", [""], [[text]]))
    assert f'<td><bdi dir="{direction}">{text}</bdi></td>' in html
    assert html.startswith('<div dir="rtl">')


def test_a_cell_may_lead_somewhere_stand_out_and_have_a_swatch():
    html = table_html(ENGLISH, PageTable("", [""], [[TableCell("A", link="./?a=1&b=2")]]))
    assert (
        '<a class="loc-link" href="./?a=1&amp;b=2" target="_self"><bdi dir="auto">A</bdi></a>'
        in html
    )
    html = table_html(ENGLISH, PageTable("", [""], [[TableCell("A", strong=True)]]))
    assert '<td><b><bdi dir="auto">A</bdi></b></td>' in html
    html = table_html(ENGLISH, PageTable("", [""], [[TableCell("A", swatch=("#111", "#eee"))]]))
    assert '<i class="loc-swatch" style="--light:#111;--dark:#eee"></i><bdi dir="auto">A' in html


def test_a_table_without_a_row_says_so_where_it_has_a_sentence_for_it():
    empty = table_html(ENGLISH, PageTable("T", ["head"], [], empty="Nothing."))
    assert '<p class="loc-note">Nothing.</p>' in empty
    assert "<th" not in empty
    assert '<th scope="col">head</th>' in table_html(ENGLISH, PageTable("T", ["head"], []))


def test_a_fact_that_a_template_lacks_is_an_error():
    with pytest.raises(Exception, match="'table' is undefined"):
        render("shared/table.html", locale=ENGLISH, rows=[], sums=[])
