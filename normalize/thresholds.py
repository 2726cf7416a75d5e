"""Limits of the normalisers: how much of a text is read, and when a word is a misprint of another.

Lengths are in characters or words, shares run from 0 to 1, likeness from 0 to 100 (rapidfuzz).
Where a comment names no source the limit is unfitted: chosen by hand on the seed and development
documents.
"""

from __future__ import annotations

from dataclasses import dataclass

# Years that a document may name; others are misreadings. Wide on purpose, and unfitted.
PLAUSIBLE_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class TextBounds:
    """How much of a text is looked at. Each bound keeps hostile or misplaced text cheap.

    A value stands alone in its cell or line; a longer text is a sentence or a paragraph, which
    holds no such value or holds it at the beginning.
    """

    max_actor_chars: int = 200
    max_citation_chars: int = 2000
    max_date_chars: int = 400
    max_duration_chars: int = 600
    max_name_chars: int = 160
    max_nip_chars: int = 400
    max_organisation_chars: int = 300
    max_person_line_chars: int = 120
    max_rank_chars: int = 120
    max_title_chars: int = 1000
    # Recognised text that is repaired by the form of its field.
    max_repaired_chars: int = 400
    # The last word of a line, with the blanks around it.
    max_last_word_chars: int = 60


@dataclass(frozen=True, slots=True)
class HyphenThresholds:
    """Words repeated with a hyphen, whose hyphen belongs to the word: "sebaik-baiknya"."""

    # The part that is repeated has at least so many letters.
    min_repeated_letters: int = 3
    # The first word of "surat-menyurat" has at least so many letters.
    min_stem_letters: int = 4


@dataclass(frozen=True, slots=True)
class ActorThresholds:
    """Spellings of an actor's name."""

    # A short form is written in so many words at most: "Ka Sub Bag".
    max_short_form_words: int = 5
    # Words with fewer letters are not corrected to a short form, and not taken for a misspelling.
    min_mended_letters: int = 4
    min_slip_letters: int = 5
    # Misspellings are looked for in the first words of a name.
    max_compared_words: int = 12
    # The right spelling stands in a corpus so many times as often as a misspelling.
    min_count_ratio: int = 5


@dataclass(frozen=True, slots=True)
class CitationThresholds:
    """Regulations in a list item."""

    # A kind of regulation further in, in characters, is not what the item cites.
    max_start_chars: int = 40
    # Words that tell a relation ("diubah dengan") stand this near before the regulation.
    max_relation_chars: int = 70
    # An item with more regulations is a paragraph; the rest is not read.
    max_links: int = 20
    # A kind written in so many letters ("UU", "PP") counts only where more speaks for it.
    max_short_kind_letters: int = 3
    # A line that is the first words of a kind and no more: its length in letters and characters.
    min_broken_kind_letters: int = 6
    max_broken_kind_chars: int = 40
    # A word is corrected by its look (letters that recognition confuses) from the first length
    # on, by its letters from the second on.
    min_shape_letters: int = 4
    min_mended_letters: int = 5
    # A word with more letters may have two wrong ones, others one.
    max_one_slip_letters: int = 10
    # A title of fewer words fits too many regulations to tell one by.
    min_telling_words: int = 3
    # A subject of fewer words may be another name of the regulation.
    min_compared_words: int = 2
    # A subject that was cut short is compared from so many words on.
    min_shortened_words: int = 5
    # Two-digit years from this one on belong to the last century: the republic's first laws are
    # of 1945.
    first_year_of_century: int = 45


@dataclass(frozen=True, slots=True)
class DateThresholds:
    """Dates of the identity sheet."""

    # Two-digit years from this one on belong to the last century.
    first_year_of_century: int = 70
    # The republic's first year; an earlier one is doubted.
    min_year: int = 1945
    # A misprinted month is its name from this likeness on, if no other month comes as near.
    min_month_likeness_percent: float = 72.0
    min_month_lead_percent: float = 10.0
    # Words of other lengths are no misprinted month; "September" has nine letters.
    min_month_letters: int = 4
    max_month_letters: int = 12
    # A weekday is looked for so far before a date.
    max_weekday_chars: int = 20


@dataclass(frozen=True, slots=True)
class DurationThresholds:
    """Durations."""

    # A number in brackets repeats the one before in at most so many words.
    max_repeated_words: int = 8
    # Words are corrected by their look (letters that recognition confuses) from the first length
    # on, units also by one wrong letter from the others on: the word read, and the unit meant.
    min_shape_letters: int = 3
    min_slip_letters: int = 4
    min_slip_unit_letters: int = 5
    # A unit directly after a number may be as short as this and have a wrong letter.
    min_unit_letters: int = 3
    # A number with separators of thousands has at most so many characters.
    max_number_chars: int = 12


@dataclass(frozen=True, slots=True)
class PersonThresholds:
    """Names, ranks and identity numbers."""

    # A civil servant's number (BKN regulation 22/2007: birth date, appointment, sex, serial).
    nip_digits: int = 18
    # So many of its digits must have been recognised as digits; the rest may be letters.
    min_sure_nip_digits: int = 14
    # After its label any number with so many digits is masked, up to a bound on time.
    min_masked_digits: int = 5
    max_masked_digits: int = 99
    # A title is printed in at most so many pieces: "M. Tr. A. P."
    max_title_pieces: int = 5
    # Words of a name with fewer letters are never taken for each other.
    min_slip_letters: int = 5
    # A number with fewer digits is no number of a person.
    min_digits: int = 5
    # A line with fewer characters, or only words with fewer letters, is no name.
    min_name_chars: int = 3
    min_name_word_letters: int = 3
    # A longer last piece of a name keeps no dot: "S." is an initial.
    max_initial_chars: int = 3
    # A line of more words is no name, no rank.
    max_name_words: int = 7
    max_rank_words: int = 6
    # A word of an office or a rank with fewer letters is not corrected.
    min_office_letters: int = 5
    min_rank_letters: int = 5


@dataclass(frozen=True, slots=True)
class CommonWordThresholds:
    """Misreadings of common words."""

    # Words with fewer letters are too like each other to be corrected.
    min_slip_letters: int = 6
    # Words are recognised by their shape to OCR ("daiam" for "dalam") from so many letters on.
    min_shape_letters: int = 4
    # Known words, the nearest ones, of which one must be nearer than the others.
    max_compared: int = 4


@dataclass(frozen=True, slots=True)
class PlaceThresholds:
    """Regions and institutions."""

    # A region's name has at most so many words.
    max_words: int = 6
    # Names with fewer letters are not corrected.
    min_mended_region_letters: int = 6
    min_mended_institution_letters: int = 5
    # A name may have one wrong letter, a region's from this length on two, an institution's one
    # more for each so many letters.
    letters_a_slip: int = 12
    # A short name of a ministry or agency ("Kemen", "BKN") has at most so many letters.
    max_short_name_letters: int = 6
    # A region in capitals with at most so many letters is an abbreviation: "DKI".
    max_abbreviation_letters: int = 3


@dataclass(frozen=True, slots=True)
class TitleThresholds:
    """When two titles of regulations are the same."""

    # Words are misspellings of each other from this likeness on; from the lower one where they
    # stand at the same place ("Review", "Reviu").
    min_word_likeness_percent: int = 80
    min_placed_word_likeness_percent: int = 65
    # Words with fewer letters are not compared by likeness.
    min_mended_letters: int = 4
    # This share of the shorter title's words stands in the longer one; of both, if they are the
    # same title.
    min_covered_share: float = 0.75
    min_same_share: float = 0.9
    # A subject with fewer words is a name for the title, not the title cut short.
    min_cut_words: int = 6
    # Titles are looked up by the first letters of their words, and compared with a subject that
    # has at most so many words more or less.
    index_letters: int = 4
    max_word_difference: int = 2
    # A word of so many letters may be the initials of words of the other title.
    min_initials: int = 3
    max_initials: int = 8


TEXT = TextBounds()
HYPHEN = HyphenThresholds()
ACTOR = ActorThresholds()
CITATION = CitationThresholds()
DATE = DateThresholds()
DURATION = DurationThresholds()
PERSON = PersonThresholds()
COMMON_WORD = CommonWordThresholds()
PLACE = PlaceThresholds()
TITLE = TitleThresholds()
