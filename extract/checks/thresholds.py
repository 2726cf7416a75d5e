"""Limits of the checks: from where on a difference is a finding.

Shares run from 0 to 1, likeness from 0 to 100 (rapidfuzz). Where a comment names no source the
limit is unfitted: chosen by hand on the seed and development documents, so that what is right in
them raises no finding.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingThresholds:
    """When a recognised value counts as what is printed."""

    # From this confidence on a slip in a recognised value is held against the document rather
    # than against recognition.
    min_sure_confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class DateThresholds:
    """Dates that no SOP has."""

    # Ministries were first told to write SOPs in 2008 (PermenPAN 21/2008); some offices had them
    # a little before.
    min_year: int = 1995
    # Characters of a date with its day (ISO 8601).
    whole_chars: int = 10


@dataclass(frozen=True, slots=True)
class TitleThresholds:
    """When a text is no SOP's name. Unfitted."""

    # Letters of the shortest name ("PPDB"), and the share of letters among all signs.
    min_letters: int = 4
    min_letter_share: float = 0.6


@dataclass(frozen=True, slots=True)
class CompletenessThresholds:
    """When an empty cell is an oversight."""

    # So many of the eight values that every identity sheet has are missing only where the sheet was
    # not read. Counted on the development documents: at most four were really blank.
    min_values_of_unread_sheet: int = 6
    # A column that this share of the steps leaves empty is left empty on purpose.
    max_empty_share: float = 0.5


@dataclass(frozen=True, slots=True)
class ActorThresholds:
    """When two actors' names are spellings of one name."""

    # Words with fewer letters are a letter away from too many others.
    min_letters: int = 4
    # A word of the other name counts as right, as if it stood so often in the document.
    assumed_count: int = 99


@dataclass(frozen=True, slots=True)
class WordingThresholds:
    """When a word is a slip of another."""

    # A word is right if it stands in the document so often, and a slip only if it stands there no
    # more often than this.
    min_right_count: int = 4
    max_slip_count: int = 2
    # Words with fewer letters are a letter away from too many others.
    min_letters: int = 7
    # A phrase is the usual one if it stands in so many cells.
    min_usual_count: int = 3


@dataclass(frozen=True, slots=True)
class StepThresholds:
    """When a step's time or wording does not fit the steps around it."""

    # Heavy work (`works.toml`) takes at least so many minutes ...
    min_heavy_minutes: float = 5
    # ... unless the steps beside it take less than so many times as long.
    min_neighbour_ratio: float = 10
    # The same work elsewhere in the table takes less than so many times as long.
    min_same_work_ratio: float = 50
    # Two activities with one verb are the same work from this share of the shorter one's words on.
    min_shared_words: float = 0.6
    # Words with the same first letters, so many, have one root: "semester", "semesteran". Words
    # with at most `max_particle_letters` are not compared.
    root_letters: int = 6
    max_particle_letters: int = 3
    # The stem of a verb and of the state it brings about are compared from so many letters on.
    min_stem_letters: int = 4


@dataclass(frozen=True, slots=True)
class TableThresholds:
    """When findings on steps have one cause."""

    # So many steps that lack the same are one finding: a column was lost, or left empty. Unfitted.
    min_steps_of_one_cause: int = 3


@dataclass(frozen=True, slots=True)
class PrintThresholds:
    """When a printed line is meant for the title."""

    # A line is meant for the title from this likeness on; from the lower one if one holds the
    # other, as a longer line may name the office as well.
    min_title_likeness_percent: float = 80.0
    min_title_part_likeness_percent: float = 75.0
    # A part of a title with fewer letters may be a part of anything.
    min_title_letters: int = 12


@dataclass(frozen=True, slots=True)
class CorpusThresholds:
    """When records are compared, and when they agree."""

    # A finding names at most so many other records; a bound on its length.
    max_others: int = 20
    # Titles are one from this likeness on.
    min_title_likeness_percent: float = 90.0
    # An SOP number with fewer letters and digits ("1", "SOP") tells no SOP from another.
    min_number_chars: int = 4
    # An SOP is compared with so many others of its number; a blank form's number may stand on
    # thousands. A bound on time.
    max_compared_by_number: int = 50
    # Two NIPs with at most so many digits apart are one person's, even in different regions.
    max_nip_slips: int = 2
    # A related SOP's name is a title from this likeness on; shorter names, in letters, may be a
    # part of any.
    min_related_likeness_percent: float = 88.0
    min_related_letters: int = 12
    # Of an office with fewer SOPs among the records not all were given: none can be missed.
    min_office_sops: int = 2


@dataclass(frozen=True, slots=True)
class HabitThresholds:
    """When findings of an office's SOPs are told once."""

    # A kind of finding in this share of an office's SOPs, and in so many, is a habit; a message
    # in so many is a template's fault. Set with the bureaus that asked for it; unfitted.
    min_share: float = 0.3
    min_sops: int = 5


@dataclass(frozen=True, slots=True)
class MinHashThresholds:
    """How near-duplicates are found without comparing all pairs.

    Of two SOPs that share a part s of their word runs, a band of r hashes agrees with
    probability s^r, one of b bands with 1 - (1 - s^r)^b: 0.64 for s = 0.5, 0.9998 for s = 0.8.
    """

    # Words in a run.
    run_words: int = 3
    # Hashes kept of an SOP, and hashes in a band.
    hashes: int = 64
    band_hashes: int = 4
    # An SOP is compared with so many others that it shares a band with. A bound on time.
    max_compared: int = 30
    # Steps are the same from this likeness on.
    min_step_likeness_percent: float = 90.0
    # Near-duplicates share this share of the longer one's steps, and so many at least.
    min_shared_steps: float = 0.8
    min_steps: int = 3


READING = ReadingThresholds()
DATE = DateThresholds()
TITLE = TitleThresholds()
COMPLETENESS = CompletenessThresholds()
ACTOR = ActorThresholds()
WORDING = WordingThresholds()
STEP = StepThresholds()
TABLE = TableThresholds()
PRINT = PrintThresholds()
CORPUS = CorpusThresholds()
HABIT = HabitThresholds()
MINHASH = MinHashThresholds()
