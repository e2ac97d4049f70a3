"""Linking of the browser's modules, and a sentence for what is not linked."""

import json
import re
from pathlib import Path

import pytest

from layers.link_table import parameters
from layers.web.modules import SOURCES, LinkError, component, script
from layers.web.program import own_program
from tests.node import node

ROOT = Path(__file__).resolve().parent.parent.parent


def write(folder, **modules):
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(modules))}.js"


def test_a_script_defines_what_its_entry_exports(tmp_path):
    entry = write(
        tmp_path,
        entry='export { area } from "./middle.js";\nexport { side } from "./ground.js";\n',
        middle='import { side as edge } from "./ground.js";\n'
        "export const area = () => edge() ** 2;\n",
        ground="// Three.\nexport function side() {\n  return 3;\n}\n",
    )
    linked = script(entry, "Linked")
    assert linked.startswith("globalThis.Linked=")
    assert "Three" not in linked
    # What others need runs before them, once.
    assert linked.count("function side()") == 1
    assert linked.index("function side()") < linked.index("const area=")
    assert "const{side:edge}=$m0;" in linked


def test_a_component_keeps_its_default_export(tmp_path):
    entry = write(
        tmp_path,
        entry='import { name } from "./name.js";\n\nexport default function mount() {\n'
        "  return name;\n}\n",
        name='export const name = "a";\n',
    )
    linked = component(entry)
    assert linked.endswith("export default $m1.default;\n")
    assert len(re.findall(r"\bexport\b", linked)) == 1
    assert not re.search(r"\bimport\b", linked)


def test_modules_that_import_one_another_are_named(tmp_path):
    entry = write(
        tmp_path,
        entry='import { other } from "./other.js";\nexport const one = other;\n',
        other='import { one } from "./entry.js";\nexport const other = one;\n',
    )
    with pytest.raises(LinkError, match=r"entry.js → other.js → entry.js"):
        script(entry, "Linked")


@pytest.mark.parametrize(
    "line",
    [
        'import * as all from "./other.js";',
        'import "./other.js";',
        "export { one };",
        'export * from "./other.js";',
        "export let one = 1;",
        "export default 1;",
        'export { other as one } from "./other.js";',
        '  import { other } from "./other.js";',
        "  export const two = 2;",
    ],
)
def test_what_is_not_linked_is_said(tmp_path, line):
    entry = write(tmp_path, entry=f"const one = 1;\n{line}\n", other="export const other = 1;\n")
    with pytest.raises(LinkError, match=r"entry.js: .* is not linked"):
        script(entry, "Linked")


def test_every_module_imports_or_exports_and_is_used():
    modules = {path.name: path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.js")}
    assert [
        name for name, text in modules.items() if not re.search(r"^(?:import|export) ", text, re.M)
    ] == []
    entries = {name for name, text in modules.items() if re.search(r"^export default ", text, re.M)}
    # An import of types, which stands in a comment, uses nothing.
    statement = re.compile(r'^(?:import|export)\b[^;]*? from "\./([^"]+)"', re.M)
    imported = {name for text in modules.values() for name in statement.findall(text)}
    assert set(modules) - imported - entries == {"main.js"}


def opt_outs(text):
    """Comments by which a file, a line, or what stands in it is not checked for its types."""
    return re.findall(r"@ts-(?:nocheck|ignore|expect-error)", text)


def test_every_module_is_checked_for_its_types():
    """`make check` runs the compiler; here, that it sees every module, and all of each."""
    config = json.loads((ROOT / "tsconfig.json").read_text(encoding="utf-8"))
    checked = {path for pattern in config["include"] for path in ROOT.glob(pattern)}
    assert config["compilerOptions"].items() >= {"checkJs": True, "strict": True}.items()
    modules = [path for house in ("layers", "pages") for path in (ROOT / house).rglob("*.js")]
    assert set(modules) - checked == set()
    tests = [*(ROOT / "tests" / "modules").rglob("*.js")]
    opting_out = {
        path.name: found
        for path in [*modules, *tests]
        if (found := opt_outs(path.read_text(encoding="utf-8")))
    }
    assert len(modules) > 40
    assert len(tests) > 10
    assert opting_out == {}


def test_a_module_that_is_not_checked_is_found():
    for comment in ("// @ts-nocheck", "/* @ts-ignore */", "// @ts-expect-error: x"):
        assert opt_outs(f"const one = 1;\n{comment}\none.two();\n") != [], comment


def test_nothing_that_is_shipped_holds_a_comment_or_a_path():
    for program in (own_program(), component(SOURCES / "sketch.js")):
        assert not re.search(r"^\s*//|/\*\*", program, re.M)
        assert json.dumps("style.json") not in program


def test_only_links_of_pages_with_a_map_are_shipped():
    names = set(re.findall(r'\{"name":"(\w+)","kind"', own_program()))
    assert names >= {
        parameter.name for page in ("replay", "compare") for parameter in parameters(page)
    }
    own = {parameter.name for parameter in parameters("press")} - names
    assert {"size", "transparent", "subtitle"} <= own


def test_what_is_linked_is_javascript(tmp_path):
    modules = [path for house in ("layers", "pages") for path in (ROOT / house).rglob("*.js")]
    entries = [path for path in modules if "export default function" in path.read_text("utf-8")]
    assert len(entries) > 5
    programs = {"main.js": own_program()} | {
        path.name.replace(".js", ".mjs"): component(path) for path in entries
    }
    for name, program in programs.items():
        (tmp_path / name).write_text(program, encoding="utf-8")
        check = node("--check", tmp_path / name)
        assert check.returncode == 0, (name, check.stderr)
