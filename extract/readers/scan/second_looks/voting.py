"""Voting: several readings of one line of print combined, word by word and letter by letter.

Choosing among whole lines would not do: one reading has this word right, another that. So the words
of all readings in one place make a slot, and the reading with the greatest weight is taken.
Readings of one picture make the same mistakes, so agreement of two pictures counts more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extract.readers.scan.ocr.engine import RecognisedWord
from normalize.common_words import is_common_word

Reading = Sequence[RecognisedWord]
# (Number of the picture, number of its reading) -> the words read in one place.
_Slot = dict[tuple[int, int], list[RecognisedWord]]


@dataclass(frozen=True, slots=True)
class VoteThresholds:
    """How readings are weighed. Unfitted.

    The weight of a reading is the square of its confidence times the share of letters it covers.
    """

    # Overlap of two words in one place, in widths of the narrower word.
    min_shared_width: float = 0.3
    # Total weight from which the reading of a place counts.
    min_weight: float = 0.06
    # Total weight from which a reading counts before the first or after the last clear letter.
    min_end_weight: float = 0.3
    # Weight from which a reading counts that no other reading supports.
    min_lone_weight: float = 0.7
    # Similarity from which readings support each other (rapidfuzz ratio, 0 to 100).
    min_alike: float = 70.0
    # Number of clear letters from which a place surely has print.
    min_clear_letters: int = 2
    # Confidence from which a word may join several places into one.
    min_joining: float = 0.5
    # Length from which a common word of office prose gets more weight.
    common_word_length: int = 6
    # The factor of that weight.
    common_word_factor: float = 2.0
    # Factor of the weight of a reading that repeats another one of the same picture.
    repeated_weight: float = 0.2
    # Weight of other readings, in weights of the best one, from which they dispute it.
    min_against: float = 0.5
    # Greatest confidence of a word combined from several readings, and of a disputed number.
    max_pieced: float = 0.5


THRESHOLDS = VoteThresholds()


@dataclass(frozen=True, slots=True)
class Vote:
    """The result of a vote on a line.

    Attributes:
        words: Its words.
        disputed: Whether readings of some place differ and none clearly prevails.
    """

    words: list[RecognisedWord]
    disputed: bool


@dataclass(frozen=True, slots=True)
class _Ballot:
    """One reading of a place.

    Attributes:
        picture: Number of the picture that was read.
        words: The words, from left to right.
        covered: Share of the clear letters there that the words cover.
    """

    picture: int
    words: list[RecognisedWord]
    covered: float

    @property
    def letters(self) -> str:
        """Return the letters and digits."""
        return _letters(self.words)

    @property
    def weight(self) -> float:
        """Return its weight: the square of its confidence times its completeness."""
        size = sum(len(word.text) for word in self.words)
        sure = sum(len(word.text) * word.confidence for word in self.words) / size
        return float(sure * self.covered) ** 2


@dataclass(frozen=True, slots=True)
class _Place:
    """The result of a vote on a place.

    Attributes:
        words: Its words.
        count: Their weight.
        disputed: Whether other readings have much weight beside it.
        leaving: Whether it is a remnant of a stroke or stamp, if it is at an end of the line.
    """

    words: list[RecognisedWord]
    count: float
    disputed: bool
    leaving: bool


def vote(pictures: Sequence[Sequence[Reading]], letters: Sequence[float] = ()) -> Vote:
    """Combine several readings of a line.

    Args:
        pictures: The readings of each picture of the line, all boxes in the same pixels.
        letters: The middles of clear letters, in the same pixels.
    """
    spoken = [reading for readings in pictures for reading in readings if reading]
    if len(spoken) < 2:
        return Vote([word for reading in spoken for word in reading], disputed=True)
    places = [_vote_on_place(*_ballots(slot, letters)) for slot in _slots(pictures)]
    stand = [not place.leaving for place in places]
    if not any(stand):
        return Vote([], disputed=False)
    # What crosses a line is often read as words before its first or after its last one.
    first, last = stand.index(True), len(stand) - stand[::-1].index(True)
    kept = [place for place in places[first:last] if place.count >= THRESHOLDS.min_weight]
    return Vote(
        [word for place in kept for word in place.words], any(place.disputed for place in kept)
    )


def _vote_on_place(ballots: Sequence[_Ballot], clear: int) -> _Place:
    """Return the result of a vote on a place.

    Args:
        ballots: The readings of the place.
        clear: How many clear letters it has.
    """
    counts = _counts(ballots)
    best = max(counts, key=lambda letters: counts[letters])
    saying = [ballot for ballot in ballots if ballot.letters == best]
    chosen = max(saying, key=lambda ballot: ballot.weight)
    against = sum(count for letters, count in counts.items() if letters != best)
    disputed = against >= THRESHOLDS.min_against * counts[best]
    words = _pieced(chosen, ballots)
    if disputed and any(map(str.isdecimal, best)):
        words = [
            replace(word, confidence=min(word.confidence, THRESHOLDS.max_pieced)) for word in words
        ]
    alike = sum(fuzz.ratio(ballot.letters, best) >= THRESHOLDS.min_alike for ballot in ballots)
    alone = alike < 2 and chosen.weight < THRESHOLDS.min_lone_weight
    return _Place(
        words,
        counts[best],
        disputed=disputed,
        leaving=(alone or counts[best] < THRESHOLDS.min_end_weight)
        and clear < THRESHOLDS.min_clear_letters,
    )


def _letters(words: Iterable[RecognisedWord]) -> str:
    """Return the letters and digits of words."""
    return "".join(char for word in words for char in word.text if char.isalnum())


def _slots(pictures: Sequence[Sequence[Reading]]) -> list[_Slot]:
    """Return the words of the readings by their place in the line.

    Words that overlap are in one place. A word of low confidence that spans several is left out.
    """
    found: list[_Slot] = []
    ordered = sorted(
        (
            (word, (picture, number))
            for picture, readings in enumerate(pictures)
            for number, reading in enumerate(readings)
            for word in reading
            if word.text
        ),
        key=lambda item: -item[0].confidence,
    )
    for word, reading in ordered:
        over = [slot for slot in found if any(_share(word, o) for ws in slot.values() for o in ws)]
        if len(over) > 1 and word.confidence < THRESHOLDS.min_joining:
            continue
        joined: _Slot = defaultdict(list)
        for slot in over:
            for key, words in slot.items():
                joined[key] += words
        joined[reading].append(word)
        found = [slot for slot in found if slot not in over] + [joined]
    return sorted(found, key=lambda slot: min(w.bbox.x0 for ws in slot.values() for w in ws))


def _ballots(slot: _Slot, letters: Sequence[float]) -> tuple[list[_Ballot], int]:
    """Return the readings of a place, and the number of clear letters there."""
    words = [word for reading in slot.values() for word in reading]
    start, end = min(word.bbox.x0 for word in words), max(word.bbox.x1 for word in words)
    clear = [x for x in letters if start <= x <= end]
    ballots = []
    most = max(len(_letters(said)) for said in slot.values())
    for (picture, _), said in slot.items():
        read = sum(any(w.bbox.x0 - 1 <= x <= w.bbox.x1 + 1 for w in said) for x in clear)
        covered = read / len(clear) if clear else 1.0
        covered *= len(_letters(said)) / max(most, 1)
        ballots.append(_Ballot(picture, sorted(said, key=lambda w: w.bbox.x0), covered))
    return ballots, len(clear)


def _share(one: RecognisedWord, other: RecognisedWord) -> bool:
    """Return whether two words are in one place."""
    shared = min(one.bbox.x1, other.bbox.x1) - max(one.bbox.x0, other.bbox.x0)
    return shared > THRESHOLDS.min_shared_width * min(one.bbox.width, other.bbox.width)


def _counts(ballots: Sequence[_Ballot]) -> dict[str, float]:
    """Return text read in a place -> its weight."""
    weights: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for ballot in ballots:
        weights[ballot.letters][ballot.picture].append(ballot.weight)
    return {
        letters: sum(_together(found) for found in by_picture.values())
        * (THRESHOLDS.common_word_factor if _is_common(letters) else 1.0)
        for letters, by_picture in weights.items()
    }


def _is_common(letters: str) -> bool:
    """Return whether a text is a long, common word of office prose.

    Misreadings hardly ever give one of those.
    """
    return len(letters) >= THRESHOLDS.common_word_length and is_common_word(letters.casefold())


def _together(weights: Sequence[float]) -> float:
    """Return the weight of equal readings of one picture."""
    most = max(weights)
    return most + THRESHOLDS.repeated_weight * (sum(weights) - most)


def _pieced(chosen: _Ballot, ballots: Sequence[_Ballot]) -> list[RecognisedWord]:
    """Return the words of a place, each letter as most of the readings have it.

    Only readings of the same length can be compared; a common word is left as it is.
    """
    if _is_common(chosen.letters):
        return chosen.words
    alike = [ballot for ballot in ballots if len(ballot.letters) == len(chosen.letters)]
    letters = ""
    for at in range(len(chosen.letters)):
        weights: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
        for ballot in alike:
            weights[ballot.letters[at]][ballot.picture].append(ballot.weight)
        counts = {
            letter: sum(_together(found) for found in by_picture.values())
            for letter, by_picture in weights.items()
        }
        own = chosen.letters[at]
        most = max(counts, key=lambda letter: counts[letter])
        letters += most if counts[most] > counts[own] else own
    if letters == chosen.letters:
        return chosen.words
    read = any(ballot.letters == letters for ballot in alike)
    left = iter(letters)
    return [
        replace(
            word,
            text="".join(next(left) if char.isalnum() else char for char in word.text),
            confidence=word.confidence if read else min(word.confidence, THRESHOLDS.max_pieced),
        )
        for word in chosen.words
    ]
