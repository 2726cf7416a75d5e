"""The parser of a command, in the language of the context."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterable
from typing import NoReturn

from extract.cli.texts import told, told_error
from extract.errors import ExitCode

# Width of a command's description, in characters.
_WIDTH_CHARS = 95


class Parser(argparse.ArgumentParser):
    """A parser that says in the language of the context what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        """End with what is wrong.

        Raises:
            SystemExit: Always (2).
        """
        self.print_usage(sys.stderr)
        said = told("error: {cause}", cause=told_error(message))
        self.exit(ExitCode.BAD_ARGUMENTS, f"{self.prog}: {said}\n")

    def translate(self) -> None:
        """Translate the help of all arguments, and the headings above them."""
        self.description = _paragraphs(self.description or "")
        for action in self._actions:
            if action.help:
                action.help = told_error(action.help.replace("%%", "%")).replace("%", "%%")
        for group in self._action_groups:
            group.title = told(group.title or "")
            group.description = told(group.description or "") or None


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Formats the help with its first word in the language of the context."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Add the line of the usage."""
        super().add_usage(usage, actions, groups, prefix or f"{told('usage:')} ")


def _paragraphs(text: str) -> str:
    """Return a text of several paragraphs translated, each in lines of limited width."""
    translated = [told(paragraph) for paragraph in text.split("\n\n")]
    if translated == text.split("\n\n"):
        return text
    return "\n\n".join(textwrap.fill(paragraph, _WIDTH_CHARS) for paragraph in translated)
