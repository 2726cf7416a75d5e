"""Several readings of one line of print made into one, word by word and letter by letter.

Whole lines cannot be chosen among: one reading has this word right, another that. So the words of
all readings that stand in one place make a slot, and what is read there most often and most surely
is believed. Readings of one picture err alike; what is read of two pictures counts twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extract.readers.scan.tesseract import RecognisedWord
from normalize.common_words import is_common_word

Reading = Sequence[RecognisedWord]
# Which picture was read, and for the how manieth time -> the words read in one place.
_Slot = dict[tuple[int, int], list[RecognisedWord]]

# Words stand in one place where they share this part of the narrower one's width.
SHARED = 0.3
# What is read in a place counts at least so much, the squares of how sure readings are; before the
# first word of a line and after its last so much, and where only one reading says it, that.
LEAST, BORNE_OUT, ALONE = 0.06, 0.3, 0.7
# Readings so much alike, of 100, bear each other out.
ALIKE = 70.0
# Where so many letters are clear there is print in any case.
CLEAR = 2
# A word this sure makes one place of several.
JOINING = 0.5
# A word that office prose is made of, of so many letters, counts for so much more.
LONG, COMMON = 6, 2.0
# A repetition in readings of one picture counts for so much.
REPEATED = 0.2
# Other readings of a place speak against the best where they count at least this part of it.
AGAINST = 0.5
# What was put together from letters of several readings is not surer than this, nor is a number
# that others speak against.
PIECED = 0.5


@dataclass(frozen=True, slots=True)
class Vote:
    """What is believed of a line.

    Attributes:
        words: Its words.
        disputed: Whether readings of some place differ and none prevails by far.
    """

    words: list[RecognisedWord]
    disputed: bool


@dataclass(frozen=True, slots=True)
class _Ballot:
    """What one reading says of a place.

    Attributes:
        picture: Which picture was read.
        words: The words, from left to right.
        covered: Which part of the letters that clearly stand there the words cover.
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
        """Return for how much it counts: the square of how sure it is, and of how complete."""
        size = sum(len(word.text) for word in self.words)
        sure = sum(len(word.text) * word.confidence for word in self.words) / size
        return float(sure * self.covered) ** 2


@dataclass(frozen=True, slots=True)
class _Place:
    """What is believed of a place.

    Attributes:
        words: Its words.
        count: For how much they count.
        disputed: Whether other readings count for much beside it.
        leaving: Whether it is left of a stroke or a stamp, if it stands at an end of the line.
    """

    words: list[RecognisedWord]
    count: float
    disputed: bool
    leaving: bool


def vote(pictures: Sequence[Sequence[Reading]], letters: Sequence[float] = ()) -> Vote:
    """Return what several readings of a line make together.

    Args:
        pictures: The readings of each picture of the line, all boxes in the same pixels.
        letters: The middles of what are clearly letters, in the same pixels.
    """
    spoken = [reading for readings in pictures for reading in readings if reading]
    if len(spoken) < 2:
        return Vote([word for reading in spoken for word in reading], disputed=True)
    places = [_elected(*_ballots(slot, letters)) for slot in _slots(pictures)]
    stand = [not place.leaving for place in places]
    if not any(stand):
        return Vote([], disputed=False)
    # What crosses a line is read as words before its first and after its last one.
    first, last = stand.index(True), len(stand) - stand[::-1].index(True)
    kept = [place for place in places[first:last] if place.count >= LEAST]
    return Vote(
        [word for place in kept for word in place.words], any(place.disputed for place in kept)
    )


def _elected(ballots: Sequence[_Ballot], clear: int) -> _Place:
    """Return what is believed of a place where so many letters are clear."""
    counts = _counts(ballots)
    best = max(counts, key=lambda letters: counts[letters])
    saying = [ballot for ballot in ballots if ballot.letters == best]
    chosen = max(saying, key=lambda ballot: ballot.weight)
    against = sum(count for letters, count in counts.items() if letters != best)
    disputed = against >= AGAINST * counts[best]
    words = _pieced(chosen, ballots)
    if disputed and any(map(str.isdecimal, best)):
        words = [replace(word, confidence=min(word.confidence, PIECED)) for word in words]
    alike = sum(fuzz.ratio(ballot.letters, best) >= ALIKE for ballot in ballots)
    alone = alike < 2 and chosen.weight < ALONE
    return _Place(
        words,
        counts[best],
        disputed=disputed,
        leaving=(alone or counts[best] < BORNE_OUT) and clear < CLEAR,
    )


def _letters(words: Iterable[RecognisedWord]) -> str:
    """Return the letters and digits of words."""
    return "".join(char for word in words for char in word.text if char.isalnum())


def _slots(pictures: Sequence[Sequence[Reading]]) -> list[_Slot]:
    """Return the words of the readings by the place of the line they stand in.

    Words that share a place make it one. A hardly sure one that spans several has no say.
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
        if len(over) > 1 and word.confidence < JOINING:
            continue
        joined: _Slot = defaultdict(list)
        for slot in over:
            for key, words in slot.items():
                joined[key] += words
        joined[reading].append(word)
        found = [slot for slot in found if slot not in over] + [joined]
    return sorted(found, key=lambda slot: min(w.bbox.x0 for ws in slot.values() for w in ws))


def _ballots(slot: _Slot, letters: Sequence[float]) -> tuple[list[_Ballot], int]:
    """Return what the readings say of a place, and how many letters are clear there."""
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
    """Return whether two words stand in one place."""
    shared = min(one.bbox.x1, other.bbox.x1) - max(one.bbox.x0, other.bbox.x0)
    return shared > SHARED * min(one.bbox.width, other.bbox.width)


def _counts(ballots: Sequence[_Ballot]) -> dict[str, float]:
    """Return what is read in a place -> for how much it counts."""
    weights: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for ballot in ballots:
        weights[ballot.letters][ballot.picture].append(ballot.weight)
    return {
        letters: sum(_together(found) for found in by_picture.values())
        * (COMMON if _is_common(letters) else 1.0)
        for letters, by_picture in weights.items()
    }


def _is_common(letters: str) -> bool:
    """Return whether what is read in a place is a long word of office prose.

    A word is hardly ever misread into just one of those.
    """
    return len(letters) >= LONG and is_common_word(letters.casefold())


def _together(weights: Sequence[float]) -> float:
    """Return for how much readings of one picture count that say the same."""
    most = max(weights)
    return most + REPEATED * (sum(weights) - most)


def _pieced(chosen: _Ballot, ballots: Sequence[_Ballot]) -> list[RecognisedWord]:
    """Return the words of a place, each letter as most of the readings have it.

    Only readings of as many letters can be compared so; a common word is left as it is.
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
            confidence=word.confidence if read else min(word.confidence, PIECED),
        )
        for word in chosen.words
    ]
