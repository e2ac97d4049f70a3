"""Write the contract of the browser's messages out of its schema: for people, and for types.

`python -m layers.web.make_contract` makes `docs/payload.md` and `layers/web/src/payload.d.ts` from
`layers/web/payload.schema.json`. Where one of them is older than the schema, a test asks to run it.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

SCHEMA: Final = Path(__file__).parent / "payload.schema.json"
TYPES: Final = Path(__file__).parent / "src" / "payload.d.ts"
DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "payload.md"
_ORIGIN: Final = "Made from {schema} by `python -m layers.web.make_contract`; change the schema."
_PRIMITIVES: Final = {"string": "string", "number": "number", "integer": "number", "null": "null",
                      "boolean": "boolean"}  # fmt: skip
_LINE: Final = 97
Node = Mapping[str, Any]


def schema() -> dict[str, Any]:
    """Read the contract, a JSON Schema of draft 2020-12."""
    document: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return document


def messages(document: Node) -> list[str]:
    """Name the definitions that are sent whole; the others are parts of them."""
    return [_referred(node) for node in document["anyOf"]]


def _referred(node: Node) -> str:
    return str(node["$ref"]).rpartition("/")[2]


def type_of(node: Node) -> str:
    """Write a schema as a type of TypeScript."""
    if "$ref" in node:
        return _referred(node)
    if "const" in node or "enum" in node:
        values = node["enum"] if "enum" in node else [node["const"]]
        return " | ".join(json.dumps(value) for value in values)
    if "anyOf" in node:
        return " | ".join(map(type_of, node["anyOf"]))
    if isinstance(node["type"], list):
        return " | ".join(_PRIMITIVES[name] for name in node["type"])
    if node["type"] == "array":
        return _array(node)
    return _object(node) if node["type"] == "object" else _PRIMITIVES[node["type"]]


def _array(node: Node) -> str:
    item = type_of(node["items"])
    if node.get("minItems", 0) == node.get("maxItems"):
        return f"[{', '.join([item] * node['minItems'])}]"
    return f"Array<{item}>" if set(item) & set(" {") else f"{item}[]"


def _object(node: Node) -> str:
    if "properties" not in node:
        key = type_of(node.get("propertyNames", {"type": "string"}))
        return f"Record<{key}, {type_of(node['additionalProperties'])}>"
    fields = "; ".join(f"{name}: {type_of(field)}" for name, field, _ in _fields(node))
    return f"{{ {fields} }}"


def _fields(node: Node) -> Iterator[tuple[str, Node, str]]:
    """Name, with a question mark where it may be missing, schema and meaning of each field."""
    for name, field in node["properties"].items():
        mark = "" if name in node.get("required", ()) else "?"
        yield f"{name}{mark}", field, field.get("description", "")


def _has_fields(node: Node) -> bool:
    return node.get("type") == "object" and "properties" in node


def types(document: Node) -> str:
    """Write the declarations of all definitions, for the type checker."""
    lines = [f"// {_ORIGIN.format(schema=f'layers/web/{SCHEMA.name}')}"]
    for name, node in document["$defs"].items():
        lines += ["", *_comment(node["description"], "")]
        if not _has_fields(node):
            lines.append(f"export type {name} ={_alternatives(node)};")
            continue
        lines.append(f"export interface {name} {{")
        for field, part, meaning in _fields(node):
            lines += _comment(meaning, "  ") if meaning else []
            lines.append(f"  {field}: {type_of(part)};")
        lines.append("}")
    return "\n".join(lines) + "\n"


def _alternatives(node: Node) -> str:
    """A type; the alternatives of a union that is not short stand in lines of their own."""
    union = type_of(node)
    if len(union) <= _LINE // 2 or "anyOf" not in node:
        return f" {union}"
    return "".join(f"\n  | {type_of(part)}" for part in node["anyOf"])


def _comment(text: str, indent: str) -> Iterator[str]:
    """A comment of lines that are not too long."""
    rows = [""]
    for word in text.split():
        if len(indent) + len(rows[-1]) + len(word) + 4 > _LINE:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".lstrip()
    if len(rows) == 1 and len(indent) + len(text) + 7 <= _LINE:
        yield f"{indent}/** {text} */"
        return
    yield f"{indent}/**"
    yield from (f"{indent} * {row}" for row in rows)
    yield f"{indent} */"


def text(document: Node) -> str:
    """Write the contract as a page of Markdown."""
    definitions: Mapping[str, Node] = document["$defs"]
    sent = messages(document)
    parts = [name for name in definitions if name not in sent]
    lines = [
        f"# {document['title']}",
        "",
        document["description"],
        "",
        _ORIGIN.format(schema=f"[{SCHEMA.name}](../layers/web/{SCHEMA.name})")
        + " Types are written as TypeScript "
        "writes them, as in `layers/web/src/payload.d.ts`; `?` marks a field that may be missing.",
    ]
    for title, names in (("Messages", sent), ("Parts", parts)):
        lines += ["", f"## {title}"]
        for name in names:
            lines += ["", f"### {name}", "", definitions[name]["description"]]
            lines += _rows(definitions, name)
    return "\n".join(lines) + "\n"


def _rows(definitions: Mapping[str, Node], name: str) -> Iterator[str]:
    node = definitions[name]
    yield ""
    if not _has_fields(node):
        yield from ["```ts", _alternatives(node).strip(), "```"]
        return
    yield from ("| field | type | meaning |", "|---|---|---|")
    for field, part, meaning in _fields(node):
        shared = definitions[_referred(part)]["description"] if "$ref" in part else ""
        kind = type_of(part).replace("|", "\\|")
        yield f"| `{field}` | `{kind}` | {meaning or shared} |"


def main() -> None:
    """Write both files."""
    document = schema()
    DOCUMENT.write_text(text(document), encoding="utf-8")
    TYPES.write_text(types(document), encoding="utf-8")


if __name__ == "__main__":
    main()
