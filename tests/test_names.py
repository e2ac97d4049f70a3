"""Names are words of the field: no private words, no docstring of pronouns, no needless module."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ("app.py", "geodata", "layers", "pages")

# Words of no field, as a whole name or a part of one; the right word is in the second column of
# the table of names, or it is the noun of the thing.
PRIVATE_WORDS = {
    "asked", "crew", "cure", "cured", "door", "doors", "endpoints", "founding", "furniture", "gate",
    "gone", "great", "handed", "handover", "handovers", "hear", "heard", "hears", "kept", "least",
    "loom", "made", "manner", "most", "outlook", "said", "seed", "sheet", "sheets", "shelf", "sow",
    "sown", "stop", "stops", "studio", "tell", "teller", "telling", "tells", "told", "wall",
    "walls", "weave", "weft", "weightiest", "woven",
}  # fmt: skip
# Private words of one thing that are the field's for another, by module.
IN_ANOTHER_SENSE = {
    # A worker is stopped; elsewhere a stop was a snapshot date.
    "layers/workers.py": {"stop"},
    # A category of events, whose codes are those of a theatre's file.
    "layers/web/src/event_marks.js": {"handover"},
}
# Names that the browser has given.
OF_THE_BROWSER = {"stopPropagation", "styleSheets"}
# Names that say nothing by themselves; `at` is no index.
EMPTY_NAMES = {"at", "found", "given", "one"}
# Constants follow one convention, min and max.
SUPERLATIVES = ("COARSEST", "FARTHEST", "FEWEST", "FINEST", "GREATEST", "LONGEST", "SMALLEST")
# Too many things have such a name: which pair, which kind?
UNSPECIFIC_TYPES = {"Kind", "Pair", "Plane", "Shape"}

# What is no code in a script: comments, strings, texts of templates, patterns.
_EXPRESSION = r"\$\{((?:[^{}`]|`[^`]*`)*)\}"
NO_CODE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
    rf"|`(?:\\.|{_EXPRESSION}|[^`\\])*`"
    r"|(?<=[=(!,:] )/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+/"
    r"|(?<=[(!])/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+/",
    re.S,
)
# `.at`, `at:` and `at()` are properties and methods; a variable has no such sign.
VARIABLE = re.compile(r"(?<![.\w$])[A-Za-z_$][\w$]*(?!\s*[:(])(?![\w$])")

CALQUE = re.compile(r"This (module|package) knows\b")
PRONOUN = re.compile(
    r"\b(anybody|anyone|everybody|nobody|somebody|someone|thereof|whatever|whoever)\b", re.I
)

SMALL_LINES = 60
# Modules that may be small although only one other imports them, each with its reason.
SMALL = {
    "pages.method.text": "tests read the paragraphs, and the page, a script, cannot be imported",
}


def modules_in(*places: str) -> list[Path]:
    paths = [ROOT / place for place in places]
    return [file for path in paths for file in ([path] if path.is_file() else path.rglob("*.py"))]


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in modules_in(*HOUSE):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def definitions(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names that a module gives: not those of others that it uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.lineno, node.asname


def has_private_word(name: str) -> bool:
    words = re.sub("([a-z])([A-Z])", r"\1_\2", name).lower().replace("-", "_").split("_")
    return not PRIVATE_WORDS.isdisjoint(words)


def is_private(name: str) -> bool:
    return (
        has_private_word(name)
        or name in EMPTY_NAMES | UNSPECIFIC_TYPES
        or name.lstrip("_").startswith(SUPERLATIVES)
    )


def code_of(script: str) -> str:
    """A script without its comments and strings; of a template only the expressions."""
    return NO_CODE.sub(lambda match: " ".join(map(code_of, expressions(match[0]))), script)


def expressions(text: str) -> list[str]:
    return re.findall(_EXPRESSION, text) if text.startswith("`") else []


def script_names(script: str) -> set[str]:
    """Private names of a script: identifiers with a private word, and empty variables."""
    code = code_of(script)
    identifiers = set(re.findall(r"[A-Za-z_$][\w$]*", code)) - OF_THE_BROWSER
    variables = set(VARIABLE.findall(code))
    return {name for name in identifiers if has_private_word(name)} | (variables & EMPTY_NAMES)


def style_names(style: str) -> set[str]:
    """Private names of a style sheet: classes, keys of Streamlit's elements, properties."""
    rules = re.sub(r"/\*.*?\*/", " ", style, flags=re.S)
    return {name for name in re.findall(r"[A-Za-z][\w-]*", rules) if has_private_word(name)}


def element_keys(tree: ast.Module) -> Iterator[str]:
    """Keys of elements, which become classes; of a formatted one the texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "key":
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def document_keys(document: object) -> Iterator[str]:
    if isinstance(document, dict):
        yield from document
    if isinstance(document, dict | list):
        for part in document.values() if isinstance(document, dict) else document:
            yield from document_keys(part)


def served(suffix: str) -> Iterator[tuple[str, str]]:
    """Name and text of the files of a kind that pages and layers bring along."""
    for place in ("layers", "pages"):
        for path in sorted((ROOT / place).rglob(f"*{suffix}")):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def first_lines(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text:
                yield node.body[0].lineno, text.split("\n")[0]


def importers() -> dict[str, set[str]]:
    """Modules of the house by the modules that import them."""
    files = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in modules_in(*HOUSE)
    }
    by_module: dict[str, set[str]] = {name: set() for name in files}
    for name, path in files.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names] + [f"{node.module}"]
            for imported in set(names) & files.keys():
                by_module[imported].add(name)
    return by_module


def test_names_are_no_private_words():
    private = [
        f"{module}, line {line}: {name}"
        for module, tree in trees()
        for line, name in definitions(tree)
        if is_private(name) and name not in IN_ANOTHER_SENSE.get(module, ())
    ]
    assert private == []


def test_names_of_scripts_are_no_private_words():
    private = {
        script: script_names(text) - IN_ANOTHER_SENSE.get(script, set())
        for script, text in served(".js")
    }
    assert len(private) > 40
    assert {script: names for script, names in private.items() if names} == {}


def test_classes_and_keys_of_elements_are_no_private_words():
    sheets = {name: style_names(text) for name, text in served(".css")}
    assert len(sheets) > 8
    assert {name: names for name, names in sheets.items() if names} == {}
    pages = [tree for module, tree in trees() if module.startswith("pages")]
    keys = {key for tree in pages for key in element_keys(tree)}
    assert len(keys) > 50
    assert {key for key in keys if has_private_word(key)} == set()


def test_keys_of_documents_are_no_private_words():
    private = {
        name: {key for key in document_keys(json.loads(text)) if has_private_word(key)}
        for name, text in served(".json")
    }
    assert len(private) > 3
    assert {name: keys for name, keys in private.items() if keys} == {}


def test_docstrings_begin_with_a_noun_or_a_verb_of_the_field():
    vague = [
        f"{module}, line {line}: {text}"
        for module, tree in trees()
        for line, text in first_lines(tree)
        if CALQUE.match(text) or PRONOUN.search(text)
    ]
    assert vague == []


def test_a_small_module_has_more_than_one_importer():
    """Otherwise it is a function of its importer; a package may hand on its own modules."""
    by_module = importers()
    small = []
    for path in modules_in(*HOUSE):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        lines = len(path.read_text(encoding="utf-8").splitlines())
        others = by_module.get(name, set())
        if path.name != "__init__.py" and lines < SMALL_LINES and len(others) == 1:
            package = name.rpartition(".")[0]
            if others != {package} and name not in SMALL:
                small.append(f"{name}, {lines} lines, belongs into {min(others)}")
    assert small == []


def test_parts_and_exceptions_exist():
    assert [place for place in HOUSE if not (ROOT / place).exists()] == []
    assert [
        name for name in SMALL if not (ROOT / name.replace(".", "/")).with_suffix(".py").exists()
    ] == []
    assert [module for module in IN_ANOTHER_SENSE if not (ROOT / module).exists()] == []


def test_a_private_word_is_found_in_every_spelling():
    for name in ("loom", "LEAST_KM2", "handed_over", "KeptMapping", "told", "at", "Pair"):
        assert is_private(name), name
    for name in ("tessellation", "MIN_AREA_KM2", "bootstrap", "almost", "state", "PartyPair"):
        assert not is_private(name), name


def test_a_private_word_is_found_in_scripts_and_style_sheets():
    script = """// told: a comment
const heard = "told"; const made = /said/.test(`told ${toldLink} ${f(`${least}`)}`);
event.stopPropagation(); const { at, found: link } = { at: list.at(-1) };
"""
    assert script_names(script) == {"heard", "made", "toldLink", "least", "at"}
    assert style_names('.loc-told, [class*="st-key-put_door"] { color: red } /* made */') == {
        "loc-told", "st-key-put_door",
    }  # fmt: skip
    assert list(document_keys([{"a": [{"woven": 1}]}])) == ["a", "woven"]
    assert set(element_keys(ast.parse('f(key="told"); f(key=f"made_{x}")'))) == {"told", "made_"}
