"""Writes docs/api.md, the reference of what `extract` offers to Python, from its docstrings.

`python -m tools.api_page` writes it; a test fails if page and docstrings differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import griffe
from pydantic.fields import FieldInfo

import extract
from extract import errors

PAGE = Path(__file__).parents[1] / "docs" / "api.md"

_INTRODUCTION = """\
# Python API

What `import extract` offers. Other modules may change with any version; `docs/extending.md` says
which of them are meant for extensions. This page is made from docstrings by
`python -m tools.api_page`.

    from extract import extract_file

    for record in extract_file("sop.pdf"):
        print(record.header.title, len(record.steps))

A record is a [pydantic](https://docs.pydantic.dev) model: `record.model_dump(mode="json")` is what
the JSON files hold, and [schema.md](schema.md) describes every field.
"""

# The text of Returns and Yields is one item, however many lines it has.
_HEADS = {"parameters": "Arguments"}
_OPTIONS: Any = {"returns_multiple_items": False, "returns_named_value": False}


def api_page() -> str:
    """Return the page."""
    parts = [_INTRODUCTION]
    modules = {name: getattr(extract, name) for name in extract.__all__ if name[0] != "_"}
    order = sorted(modules, key=lambda name: (isinstance(modules[name], type), name.casefold()))
    for name in order:
        home = modules[name].__module__
        module = import_module(home)
        path = Path(str(module.__file__))
        read = griffe.visit(
            home,
            filepath=path,
            code=path.read_text(encoding="utf-8"),
            docstring_parser=griffe.Parser.google,
            docstring_options=_OPTIONS,
        )
        parts.append(_section(read[name], module))
    return "\n".join([*parts, _errors()])


def _section(found: griffe.Object, home: object) -> str:
    """Return the part of the page that describes a function or class."""
    lines = [f"## `{found.name}`", ""]
    if isinstance(found, griffe.Function):
        lines += [*_signature(found), ""]
    lines += _docstring(found)
    if isinstance(found, griffe.Class):
        lines += _fields(getattr(home, found.name))
    return "\n".join(lines).rstrip() + "\n"


def _signature(function: griffe.Function) -> Iterator[str]:
    """Yield a function's signature as a block of code."""
    yield "```python"
    yield f"{function.name}("
    keyword_only = False
    for parameter in function.parameters:
        if parameter.kind is griffe.ParameterKind.keyword_only and not keyword_only:
            keyword_only = True
            yield "    *,"
        default = "" if parameter.default is None else f" = {parameter.default}"
        yield f"    {parameter.name}: {parameter.annotation}{default},"
    yield f") -> {function.returns}"
    yield "```"


def _docstring(found: griffe.Object) -> Iterator[str]:
    """Yield the sections of a docstring."""
    if found.docstring is None:
        raise ValueError(f"{found.path} has no docstring")
    for section in found.docstring.parsed:
        if isinstance(section, griffe.DocstringSectionText):
            yield from (section.value, "")
            continue
        yield from (f"**{_HEADS.get(section.kind.value, section.kind.value.capitalize())}**", "")
        for item in section.value:
            name = getattr(item, "name", "") or ""
            kind = item.annotation if section.kind is griffe.DocstringSectionKind.raises else name
            label = f"`{kind}`: " if kind else ""
            yield f"- {label}{' '.join(item.description.split())}"
        yield ""


def _fields(described: type) -> Iterator[str]:
    """Yield the fields of a pydantic model that have a description."""
    fields = getattr(described, "model_fields", {})
    told = {name: field for name, field in fields.items() if field.description}
    if not told:
        return
    yield from ("| field | default | meaning |", "|---|---|---|")
    for name, field in told.items():
        default = "" if field.is_required() else f"`{_short(field)}`"
        yield f"| `{name}` | {default} | {' '.join(field.description.split())} |"


def _short(field: FieldInfo) -> str:
    """Return a field's default as it is written in code."""
    default = field.get_default(call_default_factory=True, validated_data={})
    if hasattr(default, "model_dump"):
        return f"{type(default).__name__}()"
    return str(getattr(default, "value", default))


def _errors() -> str:
    """Return the part of the page that lists all errors."""
    lines = [
        "## Errors",
        "",
        "All are in `extract.errors`; an indented one is a kind of the one above it.",
        "",
        "| error | code | meaning |",
        "|---|---|---|",
    ]
    waiting: list[tuple[type[errors.SopExtractError], int]] = [(errors.SopExtractError, 0)]
    while waiting:
        kind, depth = waiting.pop()
        meaning = (kind.__doc__ or "").splitlines()[0]
        lines.append(f"| {'&emsp;' * depth}`{kind.__name__}` | `{kind.code}` | {meaning} |")
        below = [other for other in vars(errors).values() if _is_kind_of(other, kind)]
        waiting += [(other, depth + 1) for other in reversed(below)]
    return "\n".join(lines) + "\n"


def _is_kind_of(found: object, kind: type) -> bool:
    """Return whether something is a class that is derived from another directly."""
    return isinstance(found, type) and kind in found.__bases__


def main() -> None:
    """Write the page."""
    PAGE.write_text(api_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
