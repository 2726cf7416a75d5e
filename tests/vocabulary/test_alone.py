"""The vocabulary is the only place where the form's words are kept and compared.

Held by what the source shows: who imports rapidfuzz, where tables stand, and which words stand in
the regular expressions and comparisons of the packages that read. A label compared by other means
(built from pieces, or in a table of Python lists that nobody compares with) is not seen.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from extract.findings.registry import load_kinds
from extract.vocabulary.tables import load_toml

EXTRACT = Path(__file__).parents[2] / "extract"
# What takes a document's text apart.
READING = ("layout", "readers", "flow", "fields", "unruled", "text", "record", "checks")
TABLES = (
    "sheet", "columns", "documents", "letterhead", "approval", "furniture", "flowchart",
    "sentences", "actors",
)  # fmt: skip
# Who compares one value with another, or one reading of a word with another: no label.
COMPARES_VALUES = ("checks/", "corrections/", "evaluate/", "readers/scan/")
# Words of citations and of dates, which are normalize's, and "output", which names a cell too.
OF_VALUES = {"nomor", "tahun", "tentang", "output"}
# What checks ask of values: kinds of agencies and officers, work that takes long, common words.
OWN_WORDS = {
    "checks/actors.toml", "checks/officials.toml", "checks/works.toml", "checks/words.txt",
}  # fmt: skip
# Words of Python and HTML.
OF_CODE = {"start", "center"}

_WORD = re.compile(r"[a-z]{4,}")
_COMPARING = {
    "compile", "match", "search", "fullmatch", "findall", "finditer", "sub", "split",
    "startswith", "endswith", "frozenset", "count", "index", "find", "partition",
    "removeprefix", "removesuffix",
}  # fmt: skip


def test_only_the_vocabulary_compares_with_rapidfuzz() -> None:
    importing = {
        path.relative_to(EXTRACT).as_posix()
        for path in EXTRACT.rglob("*.py")
        if re.search(r"^\s*(?:from|import) rapidfuzz", path.read_text("utf-8"), re.M)
    }
    others = {path for path in importing if not path.startswith(COMPARES_VALUES)}
    assert {path.split("/")[0] for path in others} == {"vocabulary"}


def test_no_package_that_reads_keeps_a_table_with_words_of_the_form() -> None:
    tables = {
        path.relative_to(EXTRACT).as_posix(): _form_words() & _words_of(text)
        for package in READING
        for suffix in ("toml", "tsv", "csv", "txt")
        for path in (EXTRACT / package).rglob(f"*.{suffix}")
        if (text := _without_comments(path.read_text("utf-8")))
    }
    assert {path: words for path, words in tables.items() if words and path not in OWN_WORDS} == {}


def test_no_package_that_reads_compares_with_a_word_of_the_form() -> None:
    words = _form_words()
    assert {"kegiatan", "pengesahan", "pemerintah", "halaman", "selesai"} <= words
    found = {
        f"{path.relative_to(EXTRACT).as_posix()}:{line}": hits
        for package in READING
        for path in (EXTRACT / package).rglob("*.py")
        for line, text in _compared(ast.parse(path.read_text("utf-8")))
        if not _is_name(text) and (hits := set(_WORD.findall(text.casefold())) & words)
    }
    assert found == {}


def _words_of(text: str) -> set[str]:
    """Return the words of a table that are not parts of findings' codes."""
    codes = re.compile("|".join(sorted(map(re.escape, load_kinds()), key=len, reverse=True)))
    return set(_WORD.findall(codes.sub(" ", text.casefold())))


def _is_name(text: str) -> bool:
    """Return whether a text is a JSON pointer into a record or the code of a finding."""
    return text.startswith("/") or text in load_kinds()


def _form_words() -> set[str]:
    """Return the longer words of the form."""
    found = set(_words_in([load_toml(name) for name in TABLES])) - OF_VALUES - OF_CODE
    return found - _names()


def _without_comments(text: str) -> str:
    """Return a table's text without its comments."""
    return re.sub(r"^\s*#.*$", "", text, flags=re.M)


def _words_in(value: object) -> Iterator[str]:
    """Yield the longer words of whatever a table holds, its keys left out."""
    if isinstance(value, str):
        yield from _WORD.findall(value.casefold())
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words_in(inner)


def _names() -> set[str]:
    """Return the names of fields and kinds, which code may compare with."""
    found: set[str] = set()
    for table in map(load_toml, TABLES):
        for key, inner in table.items():
            found |= set(_WORD.findall(key))
            if isinstance(inner, dict):
                found |= {word for name in inner for word in _WORD.findall(name)}
    return found


def _compared(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of the strings that a module compares with something."""
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            parts = [*node.args] if name in _COMPARING else []
        elif isinstance(node, ast.Set):
            parts = [node]
        for part in parts:
            for inner in ast.walk(part):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield inner.lineno, inner.value
