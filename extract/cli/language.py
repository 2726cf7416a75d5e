"""The language of what a command says."""

from __future__ import annotations

import argparse
import locale
import os

from models.language import Language

# Where a system says which language its user reads, the first that is set counts (POSIX, Base
# Definitions, 8.2).
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# How Indonesian is called in a locale; some systems have the code of before 1989, or its name.
_INDONESIAN = ("id", "in", "indonesian")


def add_language(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the option of the language.

    Args:
        parser: The command's parser.
        what: What is in the language.
    """
    parser.add_argument(
        "--lang",
        dest="language",
        type=Language,
        choices=list(Language),
        metavar="id|en",
        default=language_of_locale(),
        help=f"language of {what}: Indonesian or English (default: that of the locale)",
    )


def language_of_locale() -> Language:
    """Return Indonesian where the locale is Indonesian, else English."""
    name = next((value for at in _VARIABLES if (value := os.environ.get(at))), None)
    name = name or locale.getlocale()[0] or ""  # Windows sets no such variable
    head = name.casefold().replace("-", "_").partition("_")[0].partition(".")[0]
    return Language.INDONESIAN if head in _INDONESIAN else Language.ENGLISH
