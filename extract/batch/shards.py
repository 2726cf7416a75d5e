"""A run divided over machines: which files belong to which part."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from extract.batch.discover import Discovery
from extract.batch.page_groups.names import PageSequence
from extract.storage.places import SHARDS_FOLDER

_MOST = 10_000


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """One part of a run that is divided over several machines.

    Attributes:
        number: Which one, from 1 on.
        of: How many there are.
    """

    number: int
    of: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the shard that "2/3" names.

        Raises:
            ValueError: It names no shard.
        """
        match = re.fullmatch(r"(\d{1,5})/(\d{1,5})", text)
        if match:
            number, of = int(match[1]), int(match[2])
            if 1 <= number <= of <= _MOST:
                return cls(number, of)
        raise ValueError(f"{text!r} is no shard: 2/3 is the second of three, {_MOST} at the most")

    def __str__(self) -> str:
        """Return it as on the command line."""
        return f"{self.number}/{self.of}"

    def holds(self, source_path: str) -> bool:
        """Return whether a file belongs to this shard.

        That depends on its name alone: it is the same on every machine, wherever the folder is
        mounted, and does not change when files are added.
        """
        digest = hashlib.sha256(source_path.encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1

    def folder(self, output: Path) -> Path:
        """Return the output folder of this shard within that of the whole run."""
        return output / SHARDS_FOLDER / f"{self.number}-of-{self.of}"


def share_of(
    discovery: Discovery, shard: Shard, sequences: Iterable[PageSequence] = ()
) -> Discovery:
    """Return the files found that belong to a shard.

    Args:
        discovery: All files found.
        shard: The part of the run.
        sequences: Files that may be pages of one document; they belong to the shard of the first.
    """
    names = {
        file.position: sequence.files[0].source_path
        for sequence in sequences
        for file in sequence.files
    }
    return Discovery(
        [f for f in discovery.files if shard.holds(names.get(f.position, f.source_path))],
        [file for file in discovery.skipped if shard.holds(file.source_path)],
    )
