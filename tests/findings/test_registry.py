"""The table of all kinds of finding: what is raised is in it, and nothing else is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.findings.registry import load_kinds, make_finding
from models import Scope, Severity
from tools.findings_page import PAGE, findings_page

ROOT = Path(__file__).parents[2]
# What raises a finding, and which of its arguments is the code.
RAISERS = {"make_finding": 0, "PageNote": 0, "find": 0, "_missing": 1, "_understood": 1}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for package in ("extract", "normalize"):
        for path in (ROOT / package).rglob("*.py"):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(call: ast.Call) -> str:
    called = call.func
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


def raised() -> Iterator[tuple[str, str]]:
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (at := RAISERS.get(name_of(node))) is not None:
                code = node.args[at] if len(node.args) > at else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value, f"{path.name}:{node.lineno}"


def test_findings_are_made_in_one_place_only() -> None:
    elsewhere = [
        f"{path.name}:{node.lineno}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and name_of(node) == "Finding"
        and path.parts[-2:] != ("findings", "registry.py")
    ]
    assert elsewhere == []


def test_every_code_that_is_raised_is_in_the_table() -> None:
    found = list(raised())
    assert len(found) > 20
    assert [(code, where) for code, where in found if code not in load_kinds()] == []


def test_every_code_in_the_table_is_raised_somewhere() -> None:
    literals = {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert [code for code in load_kinds() if code not in literals] == []


def test_an_unknown_code_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        make_finding("no-such-code")


def test_the_table_says_how_much_a_finding_matters() -> None:
    assert make_finding("legal-basis-missing").severity is Severity.WARNING
    milder = make_finding("flow-dead-end", "alone", {"step": "4"}, milder=True)
    assert milder.severity is Severity.INFO
    with pytest.raises(ValueError, match="no milder case"):
        make_finding("legal-basis-missing", milder=True)


def test_a_milder_case_is_told() -> None:
    for code, kind in load_kinds().items():
        assert (kind.milder is None) == (kind.when is None), code
        assert kind.scope in Scope, code


def test_the_page_of_all_codes_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == findings_page(), "run: make docs"
