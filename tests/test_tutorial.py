"""The tutorial's code runs, and prints what the tutorial says."""

from __future__ import annotations

from tools.tutorial import TUTORIAL, refreshed


def test_the_tutorial_s_answers_are_those_of_the_samples() -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    assert text.count("\n## ") == 10
    assert text.count("```text") == text.count("```python") == 11
    assert refreshed(text) == text, "run: python -m tools.tutorial"
