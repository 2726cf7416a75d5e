"""What the commands print, in the language of the context."""

from __future__ import annotations

from extract.findings.messages import spoken
from extract.translation.translate import translate


def told(template: str, /, **filled: object) -> str:
    """Return a text in the language of the context.

    Args:
        template: The English text, a key of `extract/translation/commands.toml`.
        filled: What is filled in for `{name}`.
    """
    text = translate(template, spoken())
    return text.format(**filled) if filled else text


def told_error(message: object) -> str:
    """Return the message of an error in the language of the context."""
    return translate(str(message), spoken())


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, "1 step" or "2 steps"."""
    plural = "" if number == 1 else "s"
    return told(f"{{count}} {noun}{plural}", count=number)
