"""One style document for the screen and for pictures, and no number of it written elsewhere."""

import ast
import copy
import json
import re
from pathlib import Path

import pytest

from geodata.terms import Basis, Status
from layers.link import LAYERS
from layers.picture.names import type_of
from layers.style import GroundPaint, StyleError, document, read_style, style
from layers.web.modules import SOURCES, component
from layers.web.program import own_program

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = [
    "ground_painter", "control_painter", "stroke", "label_painter", "text_pen", "sketch_map",
    "sketch_style", "leaflet",
]  # fmt: skip
# What draws the map; the page around it (layout, blocks, texts, charts) has a type of its own.
MAP_MODULES = [
    "areas", "canvas", "changed", "drawing", "ground", "legend", "maps", "marginalia",
    "names", "panels", "window",
]  # fmt: skip
MODULES = [
    ROOT / "layers" / "palette.py",
    *(ROOT / "layers" / "picture" / f"{name}.py" for name in MAP_MODULES),
]
COLOUR_MODULES = list((ROOT / "layers").rglob("*.py"))
KEYWORDS = {"width", "dash", "spacing", "halo_width", "radius", "size"}
HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.I)
IN_SCRIPTS = [
    re.compile(pattern)
    for pattern in (
        r"""["'`]#[0-9a-fA-F]{3,8}\b""",
        r"\bzoom\s*[<>]=?\s*\d",
        r"\blineWidth\s*=\s*(?:[^;\n]*[?:]\s*)?\d",
        r"\b(?:width|weight|radius|spacing|size|height)\s*:\s*\d",
        r"\bsetLineDash\(\s*\[\s*\d",
        r"""\bdashArray\s*:\s*["']""",
        r"=\s*\[\s*\d[\d.]*(?:\s*,\s*[\d.]+){2,}\s*\]",
        r"\bpen\([^)]*,\s*\d",
        r"""\bfont\(\s*\d""",
    )
]


def literals_in_script(text: str) -> list[str]:
    """Numbers and colours of the style in a script."""
    code = re.sub(r"^\s*//.*$", "", text, flags=re.M)
    return [found.group() for pattern in IN_SCRIPTS for found in pattern.finditer(code)]


def literals_in_python(text: str) -> list[str]:
    """Widths, dashes, spacings, sizes, zoom thresholds and scales by rank in a module."""
    return [ast.unparse(node) for node in ast.walk(ast.parse(text)) if is_literal_style(node)]


def is_literal_style(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in KEYWORDS and is_number(node.value)
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        zooms = [one for one in sides if "zoom" in getattr(one, "attr", getattr(one, "id", ""))]
        return bool(zooms) and any(is_number(side) for side in sides)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        return name in ("Type", "Hatch", "Line") and bool(node.args) and is_number(node.args[0])
    if isinstance(node, ast.AnnAssign | ast.Assign):
        value = node.value
        many = isinstance(value, ast.Tuple | ast.List) and len(value.elts) > 2
        return many and is_number(value)
    return False


def is_number(node: ast.AST) -> bool:
    if isinstance(node, ast.Tuple | ast.List):
        return bool(node.elts) and all(is_number(one) for one in node.elts)
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def colours_in_python(text: str) -> list[str]:
    strings = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    return [one.value for one in strings if isinstance(one.value, str) and HEX.fullmatch(one.value)]


def test_no_script_of_the_map_has_a_number_of_the_style():
    for name in SCRIPTS:
        text = (SOURCES / f"{name}.js").read_text(encoding="utf-8")
        assert "STYLE." in text, name
        assert literals_in_script(text) == [], name


def test_no_module_of_a_picture_has_a_number_of_the_style():
    read = sum("style()" in path.read_text("utf-8") for path in MODULES)
    assert read >= 6
    assert [(path.name, found) for path in MODULES
            if (found := literals_in_python(path.read_text("utf-8")))] == []  # fmt: skip


def test_no_module_of_layers_has_a_colour_of_its_own():
    found = {path.name: colours_in_python(path.read_text("utf-8")) for path in COLOUR_MODULES}
    assert len(found) > 30
    assert {name: colours for name, colours in found.items() if colours} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'context.fillStyle = "#c2410c";',
        "if (frame.zoom < 6.2) return;",
        "context.lineWidth = 2.2;",
        "context.lineWidth = place.rank === 0 ? 2.2 : 1;",
        "stripes(context, frame, { colour, spacing: 9, width: 3.4 });",
        "context.setLineDash([6, 4]);",
        'ring: () => ({ dashArray: "7 5" }),',
        "const SHOWN_FROM = [4.5, 6.2, 7.9, 9.4];",
        "pen(context, frame, colour, 1.5);",
        'context.font = this.font(12.5, "700");',
    ],
)
def test_a_number_planted_in_a_script_is_found(planted):
    text = (SOURCES / "label_painter.js").read_text(encoding="utf-8")
    assert literals_in_script(text + planted) != []


@pytest.mark.parametrize(
    "planted",
    [
        "canvas.path(path, line=colour, width=1.9)",
        "canvas.path(path, line=colour, dash=(5, 4))",
        "hatched(canvas, path, colour, Hatch(9, 2.4, 45))",
        "kind = Type(12.5, 600)",
        "shown = window.zoom >= 6.2",
        "_SHOWN_FROM: Final = (4.3, 5.9, 7.4, 9.0)",
    ],
)
def test_a_number_planted_in_a_module_is_found(planted):
    assert literals_in_python(f"def drawn():\n    {planted}") != []


def test_a_colour_planted_in_a_module_is_found():
    assert colours_in_python('FILLS = {"state": "#eba7a1"}\nANCHOR = "#top"') == ["#eba7a1"]


def test_the_browser_has_the_same_style():
    for program in (own_program(), component(SOURCES / "sketch.js")):
        shared = {key for key, part in document().items() if as_script(key, part) in program}
        assert set(document()) - shared == {"about", "palette", "picture"}


def as_script(key, part):
    """A part of the style as it stands in a linked program, without blanks."""
    return json.dumps({key: part}, ensure_ascii=False, separators=(",", ":"))[1:-1]


def ground_layers():
    return [layer for layers in style().ground.values() for layer in layers]


def test_every_layer_that_can_be_switched_off_and_lies_on_the_ground_has_its_place_in_the_order():
    names = [layer.name for layer in ground_layers()]
    assert len(names) == len(set(names))
    assert {"far", "governorates", "rivers", "roads"} <= set(names) & set(LAYERS)


def test_what_panels_leave_out_are_layers():
    assert set(style().picture.not_in_panels) <= set(LAYERS)


def test_ground_that_is_not_simply_controlled_has_a_pattern_of_its_own():
    def hatch(status, basis):
        found = style().pattern(status, basis)
        return found and found.hatch

    assert hatch(Status.CONTROLLED, Basis.ASSESSED) is None
    assert hatch(Status.CONTROLLED, Basis.CLAIMED) == "claimed"
    for basis in Basis:
        hatches = [hatch(status, basis) for status in Status if status is not Status.CONTROLLED]
        assert len(hatches) == len(set(hatches))
        assert hatches[0] == "contested"
    for pattern in style().ground_patterns:
        assert {pattern.hatch, pattern.held_hatch} <= set(style().hatches)


def test_the_ground_is_painted_with_what_the_style_and_the_palette_have():
    known = {"line": style().lines, "hatch": style().hatches, "growth": style().growth}
    colours = style().palette["themes"]
    for paint in (paint for layer in ground_layers() for paint in layer.paint):
        for way, names in known.items():
            assert getattr(paint, way) in (None, *names)
        assert all(paint.colour in theme["ground"] for theme in colours.values())


def test_a_layer_of_the_ground_that_is_painted_in_two_ways_is_refused():
    row = {"object": "roads", "colour": "road", "line": "road", "fill": True}
    with pytest.raises(StyleError, match="paints 'roads' in 2 ways"):
        GroundPaint(**row)


def test_names_of_pictures_are_those_of_the_screen_times_a_factor():
    factor = style().picture.name_scale
    assert [type_of(rank).size / factor for rank in range(4)] == pytest.approx(
        [place["size"] for place in document()["places"]]
    )


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("hatches", "far", "angle"), 30, "hatches.far.angle of style.json is 30; write an angle"),
        (("lines", "front", "width"), -1, "lines.front.width of style.json is -1"),
        (("lines", "road", "dash"), [7, -4], r"lines.road.dash\[1\] of style.json is -4"),
        (("signs", "weight"), 650, "signs.weight of style.json is 650; write a weight"),
        (("palette", "roles", "light", "state"), "red", "palette.roles.light.state .* is 'red'"),
        (("places", 1, "name_zoom"), 3, r"places\[1\] of style.json is shown from a smaller zoom"),
        (("picture", "blur"), 3, "does not know"),
    ],
)
def test_what_cannot_be_drawn_with_is_told(path, value, message):
    changed = copy.deepcopy(dict(document()))
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(StyleError, match=message):
        read_style(changed)


def test_a_style_that_lacks_a_value_is_told():
    changed = copy.deepcopy(dict(document()))
    del changed["growth"]["front"]["max"]
    with pytest.raises(StyleError, match="max"):
        read_style(changed)
