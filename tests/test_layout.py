"""What lies where, how large it may grow, and what the code must never contain."""

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
THE_HOUSE = {"app.py", "pages", "geodata", "layers", "tests", "requirements.txt", "README.md"}
SUPPORTING = {
    ".ci", ".streamlit", ".gitignore", "Makefile", "pyproject.toml", "requirements-dev.txt",
    "package.json", "package-lock.json", ".npmrc", "tsconfig.json", "eslint.config.js",
    "CHANGELOG.md", "CONTRIBUTING.md", "docs", "benchmarks", "deploy",
}  # fmt: skip
GENERATED = {".git", ".venv", ".venv-lowest", ".hypothesis", "__pycache__", "node_modules"}

MODULE_LINES = 400
FUNCTION_LINES = 40
FILE_BYTES = 1_000_000

# Names, not addresses: nothing is fetched from these.
# Names of vocabularies in files for print, which nobody asks for over a network.
NAMESPACES = (
    "http://www.w3.org/",
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/xap/1.0/",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
)
ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}[^\s\"'`<>)]*", re.I)
# Upload drafts, and what was shown before a button was pressed, are the only things a session
# remembers; everything else is in the address.
REMEMBERING = {"pages/shared/session.py", "pages/upload/state.py"}


def project_files() -> list[Path]:
    """Files of the project, without what is generated; also where there is no git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listing.returncode == 0:
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        paths = [p for p in ROOT.rglob("*") if not any(is_generated(part) for part in p.parts)]
    return [path for path in paths if path.is_file()]


def is_generated(name: str) -> bool:
    return name in GENERATED or name.endswith("_cache")


FILES = project_files()
PYTHON = [
    path
    for path in FILES
    if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in THE_HOUSE - {"tests"}
]
SERVED = PYTHON + [
    path
    for path in FILES
    if path.suffix in {".js", ".mjs", ".css", ".html", ".svg"}
    and path.relative_to(ROOT).parts[0] in THE_HOUSE - {"tests"}
]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_top_level_holds_the_house_and_what_supports_it():
    found = {path.relative_to(ROOT).parts[0] for path in FILES}
    assert found - THE_HOUSE - SUPPORTING == set()


def test_no_page_lies_directly_in_pages():
    """A fresh Streamlit process would run it by itself, without app.py and its frame."""
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == []


def test_no_file_is_large():
    assert [name_of(path) for path in FILES if path.stat().st_size > FILE_BYTES] == []


def test_a_module_can_be_read_in_one_sitting():
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in PYTHON}
    assert {name: n for name, n in lengths.items() if n > MODULE_LINES} == {}


def test_a_function_fits_a_screen():
    lengths = {
        f"{name_of(path)}:{node.name}": body_lines(node)
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert len(lengths) > 1000
    assert {name: n for name, n in lengths.items() if n > FUNCTION_LINES} == {}


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Length of a function in lines, its docstring not counted."""
    first = function.body[0]
    docstring = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) else 0
    return function.end_lineno - function.lineno + 1 - docstring


def test_no_code_names_an_address_on_the_internet():
    """The app works without internet, and nothing about a briefing leaves the machine."""
    named = [
        (name_of(path), url)
        for path in SERVED
        for url in addresses(path)
        if not url.startswith(NAMESPACES)
    ]
    assert named == []


def addresses(path: Path) -> list[str]:
    """Give the addresses in a file; in Python only those in strings that the program uses."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        text = "\n".join(used_strings(ast.parse(text)))
    return ADDRESS.findall(text)


def used_strings(tree: ast.Module) -> list[str]:
    bare = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare
    ]


def test_state_is_in_the_address_and_not_in_the_session():
    remembering = {
        name_of(path)
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if getattr(node, "attr", getattr(node, "id", None)) == "session_state"
    }
    assert remembering == REMEMBERING


def test_numbers_of_pages_are_written_by_a_locale():
    """A separator or a percent sign of Python's own is English in every language."""
    formats = {
        f"{name_of(path)}: {spec}"
        for path in PYTHON
        if path.relative_to(ROOT).parts[0] == "pages"
        for spec in format_specs(ast.parse(path.read_text(encoding="utf-8")))
        if spec[-1] in "fFgGeE%n" or "," in spec
    }
    assert formats == {"pages/distances/selection.py: .5f"}, "a point in an address is no word"


def test_no_fragment_runs_while_its_page_is_left():
    """A fragment of the old page that is run behind a link leaves the new one empty."""
    timers = {
        name_of(path)
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "run_every"
    }
    assert timers == set(), "show_pulse of pages/shared/bridge.py does not run then"
    # A link and a click are taken by a person, and outside of fragments or in place of the page.
    postponed = re.compile(r"(?<!\.send\(\(\) => )(?:this\.)?set(?:State|Trigger)Value\(\"(\w+)")
    at_once = {
        (name_of(path), name)
        for path in FILES
        if path.suffix == ".js" and path.relative_to(ROOT).parts[0] in {"layers", "pages"}
        for name in postponed.findall(path.read_text(encoding="utf-8"))
    }
    assert at_once == {
        ("pages/shared/page_link.js", "go"),
        ("layers/web/src/sketch.js", "clicked"),
    }


def test_what_belongs_to_a_profile_of_the_browser_is_asked_of_open_page():
    """Profiles and tabs are used again, and the next visitor would find it there.

    What a test changes of its page for good is noted by the page itself (`note_changes`).
    """
    changes = re.compile(
        r"clock\.install|context\.(?:add|clear|expose|grant|route|set)_\w+"
        r"|emulate_media\((?!color_scheme=\S+\))|keyboard\.down|Emulation\."
    )
    changing = {
        name_of(path)
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__) and changes.search(path.read_text(encoding="utf-8"))
    }
    assert changing == {"tests/conftest.py"}


def format_specs(tree: ast.Module) -> list[str]:
    """Give what stands behind the colon of a value in a formatted string: ",.1f"."""
    return [
        part.value
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr)
        for part in node.format_spec.values
        if isinstance(part, ast.Constant)
    ]


def test_an_address_is_recognised_however_it_is_written(tmp_path):
    script = tmp_path / "map.js"
    script.write_text(
        'load("//cdn.example.org/a.js"); s = "http://www.w3.org/2000/svg"; // a note\n'
    )
    assert addresses(script) == ["//cdn.example.org/a.js", "http://www.w3.org/2000/svg"]


def test_an_address_in_a_docstring_is_a_citation(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('"""See https://example.org/paper."""\nURL = "https://example.org/tile"\n')
    assert addresses(module) == ["https://example.org/tile"]


def test_a_number_formatted_by_hand_is_recognised():
    specs = format_specs(ast.parse('f"{km2:,.0f} km², {share:.1%}, {day}"'))
    assert specs == [",.0f", ".1%"]
