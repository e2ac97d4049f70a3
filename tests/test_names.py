"""Names are words of the field: no private words, no docstring of pronouns, no needless module."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ("app.py", "geodata", "layers", "pages")

# Words of no field, as a whole name or a part of one; the right word is in the second column of
# the table of names, or it is the noun of the thing.
PRIVATE_WORDS = {
    "asked", "crew", "cure", "cured", "doors", "endpoints", "founding", "furniture", "gate",
    "great", "handed", "handover", "handovers", "hears", "kept", "least", "loom", "made", "manner",
    "most", "outlook", "said", "seed", "sheet", "sheets", "shelf", "sow", "sown", "stop", "stops",
    "studio", "teller", "told", "wall", "walls", "weave", "weft", "weightiest", "woven",
}  # fmt: skip
# Private words of one thing that are the field's for another, by module.
IN_ANOTHER_SENSE = {
    # A worker is stopped; elsewhere a stop was a snapshot date.
    "layers/workers.py": {"stop"},
}
# Names that say nothing by themselves; `at` is no index.
EMPTY_NAMES = {"at", "found", "given", "one"}
# Constants follow one convention, min and max.
SUPERLATIVES = ("COARSEST", "FARTHEST", "FEWEST", "FINEST", "GREATEST", "LONGEST", "SMALLEST")
# Too many things have such a name: which pair, which kind?
UNSPECIFIC_TYPES = {"Kind", "Pair", "Plane", "Shape"}

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


def is_private(name: str) -> bool:
    words = set(re.sub("([a-z])([A-Z])", r"\1_\2", name).lower().split("_"))
    return (
        bool(words & PRIVATE_WORDS)
        or name in EMPTY_NAMES | UNSPECIFIC_TYPES
        or name.lstrip("_").startswith(SUPERLATIVES)
    )


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
