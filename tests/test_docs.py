"""What the documents promise exists, and what exists is documented."""

import argparse
import importlib
import re
from pathlib import Path

from geodata.tables import COLUMNS
from layers.link_table import parameters
from layers.web import make_contract

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"]
DOCUMENTS += [*(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")]
CHANGE_KINDS = ["Security", "Removed", "Deprecated", "Added", "Changed", "Fixed"]
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def prose(path: Path) -> str:
    """Give the text of a document without its code blocks."""
    return re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


def test_the_readme_is_short():
    assert len(README.splitlines()) < 150


def test_every_make_command_that_a_document_names_exists():
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:`|^)(?:[A-Z]+=\S+ )*make ([a-z-]+)", text, re.M))
        assert named - TARGETS == set(), name_of(path)


def test_every_make_command_says_what_it_does():
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.M).group(1).split()
    explained = re.findall(r"^([a-z-]+):.* ## \S", MAKEFILE, re.M)
    assert sorted(phony) == sorted(explained)


def test_every_relative_link_leads_somewhere():
    for path in DOCUMENTS:
        links = re.findall(r"\]\(([^)\s]+)", prose(path))
        relative = [link.split("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
        broken = [link for link in relative if not (path.parent / link).exists()]
        assert broken == [], name_of(path)


def test_the_links_of_the_maps_are_documented_as_they_are_declared():
    for page in ("replay", "compare"):
        assert set(table_of(page)) == {one.name for one in parameters(page)}, page


def test_every_choice_of_the_replay_is_documented():
    for one in parameters("replay"):
        in_table = set(re.findall(r"`([^`=]+)`", table_of("replay")[one.name]))
        assert set(one.values) <= in_table, one.name


def table_of(page: str) -> dict[str, str]:
    """Rows of a page's table of link parameters, by the names in their first column."""
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    rows = text.partition("| part of the link |")[2].partition("\n\n")[0].splitlines()[2:]
    cells = (row.strip("| ").split(" | ") for row in rows)
    return {name: means for names, means, *_ in cells for name in re.findall(r"`(\w+)`", names)}


def test_the_tested_lower_bounds_are_the_stated_ones():
    stated = re.findall(r"^([a-z-]+)[>=]=([\d.]+)", requirements("requirements.txt"), re.M)
    tested = re.findall(r"^([a-z-]+)==([\d.]+)", requirements("tests/constraints-lowest.txt"), re.M)
    assert stated == tested


def requirements(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_changelog_begins_with_what_is_not_released():
    titles = re.findall(r"^## (.+)$", changelog(), re.M)
    assert titles[0] == "[Unreleased]"
    for title in titles[1:]:
        assert re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", title)


def test_the_changelog_keeps_its_order():
    for release in re.split(r"^## ", changelog(), flags=re.M)[1:]:
        kinds = re.findall(r"^### (.+)$", release, re.M)
        assert kinds == [kind for kind in CHANGE_KINDS if kind in kinds]


def changelog() -> str:
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_command_is_documented_and_every_documented_command_exists():
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    for package in ("geodata", "layers"):
        documented = set(re.findall(rf"python -m {package} ([a-z-]+)", text))
        assert documented == set(commands(package)), package


def commands(package: str) -> list[str]:
    """Names of the subcommands of ``python -m package``; none while it has no ``__main__``."""
    if not (ROOT / package / "__main__.py").exists():
        return []
    parser = importlib.import_module(f"{package}.__main__").parser()
    return subcommands(parser)


def subcommands(parser: argparse.ArgumentParser) -> list[str]:
    return [
        name
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name in action.choices
    ]


def test_a_command_is_found_in_its_parser():
    parser = argparse.ArgumentParser()
    parser.add_subparsers().add_parser("distance")

    assert ["distance"] == subcommands(parser)


def test_the_columns_of_every_table_are_documented():
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    documented = {
        name: tuple(re.findall(r"`(\w+)`", columns))
        for name, columns in re.findall(r"^\| `(\w+)` \| [^|]* \| (`[^|]+) \|$", text, re.M)
        if "python" not in columns
    }
    assert documented == dict(COLUMNS)
    for name in ("command-line", "compare", "trends", "distances", "press"):
        assert "(tables.md)" in (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8"), name


def test_page_and_types_of_the_messages_are_made_from_their_contract():
    contract = make_contract.schema()
    for path, expected in (
        (make_contract.DOCUMENT, make_contract.text(contract)),
        (make_contract.TYPES, make_contract.types(contract)),
    ):
        text = path.read_text(encoding="utf-8")
        assert text == expected, f"{name_of(path)}: run `python -m layers.web.make_contract`"
