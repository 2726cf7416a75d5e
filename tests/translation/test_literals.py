"""Every text in the code that a user reads has an Indonesian translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from extract import errors
from extract.cli import COMMANDS, command_parser
from extract.findings.messages import speaking
from extract.tables.headings import headings_of, title_of_table
from extract.tables.model import TABLES
from extract.translation.translate import has_translation, translate
from models.language import Language

ROOT = Path(__file__).parents[2]
# Calls whose first text is shown to the user, besides the constructors of errors.
SAYING = {"told", "notice", "noticed", "needs_extra", "ArgumentTypeError", "CatalogueError"}
# Packages whose texts are no user's: gold is made by those who develop this program, and its
# pages are in English.
LEFT_OUT = {"evaluate": "messages about the shape of gold, page of an evaluation"}
# Texts that hold no word to translate: what is filled in, names of programs, codes of the review
# (`words.toml` has their texts).
CODE = re.compile(r"[\w-]*|(\{\w*\}|[^A-Za-z])*")
NAMES = {"--engine dask", "to_frames", "--format {0}", "load", "review", "Tesseract {0}"}
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
# Variables that hold a part of a message.
CAUSES = {"cause", "remedy", "reason", "_INSTALL", "_BINARY"}
BY_CODE = {"BadEditError", "StaleReviewError"}


def template(node: ast.expr) -> str | None:
    """Return a text in the code with `{0}`, `{1}` for what is filled in; None where it is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        count = iter(range(99))
        return "".join(
            part.value if isinstance(part, ast.Constant) else f"{{{next(count)}}}"
            for part in node.values
        )
    return None


def literals() -> Iterator[tuple[str, str]]:
    """Yield each text with its place."""
    for path in [*sorted((ROOT / "extract").rglob("*.py")), ROOT / "normalize" / "catalogue.py"]:
        if path.relative_to(ROOT).parts[1] in LEFT_OUT:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            yield from ((place, text) for part in said_by(node) if (text := template(part)))


def said_by(node: ast.AST) -> list[ast.expr]:
    """Return the parts of a statement or call that a user reads."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if (name in ERRORS or name in SAYING) and name not in BY_CODE:
            return node.args[:2] if name == "needs_extra" else node.args[:1]
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in CAUSES:
        return [node.value]
    return []


def is_known(text: str) -> bool:
    """Return whether a text is translated, or has nothing to translate."""
    text = text.strip().removeprefix("{0}: ")
    if text in NAMES or CODE.fullmatch(text):
        return True
    filled = re.sub(r"\{(\w*)\}", r"X\1", text)
    if has_translation(text) or has_translation(filled):
        return True
    _where, colon, rest = text.partition(": ")
    return bool(colon) and has_translation(re.sub(r"\{(\w*)\}", r"X\1", rest))


def test_every_text_for_users_is_translated() -> None:
    found = list(literals())
    assert len(found) > 200
    assert [f"{place}: {text}" for place, text in found if not is_known(text)] == []


def test_the_help_of_every_command_is_indonesian() -> None:
    english = {name: command_parser(name).format_help() for name in COMMANDS}
    with speaking(Language.INDONESIAN):
        for name in COMMANDS:
            shown = re.sub(r"--[\w-]+", "", command_parser(name).format_help())
            words = set(re.findall(r"[a-z]+", shown))
            assert not words & {"the", "of", "is", "are", "which", "with", "usage", "default"}
            assert "the" in re.findall(r"[a-z]+", english[name])


def test_a_cause_is_translated_within_its_message() -> None:
    told = translate("a/b: c.pdf: page 3: cannot be read: Permission denied", Language.INDONESIAN)
    assert told == "a/b: c.pdf: halaman 3: tidak dapat dibaca: akses ditolak"
    assert translate("no such message", Language.INDONESIAN) == "no such message"
    assert translate("page 3: cannot be read: x", Language.ENGLISH).startswith("page 3")


def test_every_column_has_an_indonesian_heading() -> None:
    for table in TABLES:
        headings = headings_of(table.name, table.names(), Language.INDONESIAN)
        assert len(set(headings)) == len(headings)
        assert len(title_of_table(table.name, Language.INDONESIAN)) <= 31
