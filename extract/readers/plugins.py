"""Finds readers and OCR engines: those in this project, and those in other installed packages.

A module of our own is found by standing in the right folder; another package names its object by an
entry point (https://packaging.python.org/en/latest/specifications/entry-points/). Nothing else in
the project lists them, so adding one changes no existing file.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module, metadata
from typing import TypeVar

from extract.errors import PluginError

T = TypeVar("T")


def load_own(package: str, attribute: str, kind: type[T]) -> Iterator[T]:
    """Yield the object that each module of a package of ours defines, in order of module names.

    Args:
        package: The package's full name.
        attribute: What the object is called in every module.
        kind: What it is an instance of.

    Raises:
        TypeError: A module defines something else; a defect of ours.
    """
    for module in pkgutil.iter_modules(import_module(package).__path__):
        found = getattr(import_module(f"{package}.{module.name}"), attribute)
        if not isinstance(found, kind):
            raise TypeError(f"{package}.{module.name}.{attribute} is no {kind.__name__}")
        yield found


def load_installed(group: str, kind: type[T]) -> Iterator[T]:
    """Yield the objects that other installed packages offer in a group of entry points.

    Args:
        group: The group's name.
        kind: What each object must be an instance of.

    Raises:
        PluginError: One of them cannot be imported or is something else.
    """
    for entry in _entries(group):
        owner = f"{entry.name!r} ({group}) of the installed package {_distribution(entry)[0]}"
        try:
            found = entry.load()
        except Exception as error:
            # A package's module may fail to import with an error of any kind.
            cause = f"{owner} cannot be loaded ({type(error).__name__}: {error})"
            raise PluginError(f"{cause}; repair or uninstall that package") from error
        if not isinstance(found, kind):
            cause = f"{owner} is no {kind.__module__}.{kind.__qualname__}"
            raise PluginError(f"{cause}; repair or uninstall that package")
        yield found


def installed_versions(*groups: str) -> list[tuple[str, str, str, str]]:
    """Return what other packages offer, without loading it: group, name, package, version."""
    return [
        (group, entry.name, *_distribution(entry)) for group in groups for entry in _entries(group)
    ]


def _entries(group: str) -> list[metadata.EntryPoint]:
    """Return the entry points of a group, in an order that does not depend on the disk's."""
    return sorted(
        metadata.entry_points(group=group), key=lambda entry: (_distribution(entry), entry.name)
    )


def _distribution(entry: metadata.EntryPoint) -> tuple[str, str]:
    """Return the name and version of the package that offers an entry point."""
    return (entry.dist.name, entry.dist.version) if entry.dist else ("?", "?")
