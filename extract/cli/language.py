"""The language of what a command says."""

from __future__ import annotations

import argparse
import locale
import os
from collections.abc import Sequence

from models.language import Language

# Where a system says which language its user reads, the first that is set counts (POSIX, Base
# Definitions, 8.2).
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# How Indonesian is called in a locale; some systems have the code of before 1989, or its name.
_INDONESIAN = ("id", "in", "indonesian")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add the option of the language.

    Args:
        parser: The command's parser.
    """
    parser.add_argument(
        "--lang",
        dest="language",
        type=Language,
        choices=list(Language),
        metavar="id|en",
        default=language_of_locale(),
        help="language of what is printed and written for people, Indonesian or English "
        "(default: that of the locale)",
    )


def language_asked(words: Sequence[str]) -> Language:
    """Return the language that a command line asks for, before it is understood.

    Args:
        words: The words after the command.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    add_language(parser)
    try:
        language: Language = parser.parse_known_args(list(words))[0].language
    except argparse.ArgumentError:
        return language_of_locale()  # the command's own parser says what is wrong
    return language


def language_of_locale() -> Language:
    """Return Indonesian where the locale is Indonesian, else English."""
    name = next((value for at in _VARIABLES if (value := os.environ.get(at))), None)
    name = name or locale.getlocale()[0] or ""  # Windows sets no such variable
    head = name.casefold().replace("-", "_").partition("_")[0].partition(".")[0]
    return Language.INDONESIAN if head in _INDONESIAN else Language.ENGLISH
